package dev.hikyaku.forwarder;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Forwards a queue's messages to an HTTP worker, until it is told to end. */
@SpringBootApplication
public class Forwarder {
    public static void main(String[] arguments) {
        SpringApplication.run(Forwarder.class, arguments);
    }
}
