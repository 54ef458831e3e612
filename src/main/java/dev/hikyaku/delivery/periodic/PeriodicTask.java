package dev.hikyaku.delivery.periodic;

/**
 * A task of a {@code cron.yaml}.
 *
 * @param path what is POSTed to
 */
public record PeriodicTask(String name, String path, Schedule schedule) {}
