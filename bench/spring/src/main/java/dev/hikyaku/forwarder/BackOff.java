package dev.hikyaku.forwarder;

import io.awspring.cloud.sqs.listener.errorhandler.ExponentialBackoffErrorHandler;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The library's own handler of errors that puts a message off longer each time, if asked for. */
@Configuration
@ConditionalOnProperty("forwarder.back-off")
class BackOff {
    @Bean
    ExponentialBackoffErrorHandler<Object> errorHandler() {
        return ExponentialBackoffErrorHandler.builder().build();
    }
}
