package dev.hikyaku.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Sends orders to a FIFO queue and reports to a standard one, listens to both, and exits with 0 if
 * everything came and the orders of each customer came in order, else with 1.
 */
@SpringBootApplication
public class ExampleApplication {
    public static void main(String[] arguments) {
        System.exit(status(arguments));
    }

    private static int status(String... arguments) {
        try (ConfigurableApplicationContext context =
                SpringApplication.run(ExampleApplication.class, arguments)) {
            return context.getBean(Check.class).run() ? 0 : 1;
        }
    }
}
