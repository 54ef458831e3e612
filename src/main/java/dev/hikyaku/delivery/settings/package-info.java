/**
 * What a worker can be told. Each setting is declared once, in {@link
 * dev.hikyaku.delivery.settings.WorkerKeys}, with its type, range, default and description; the
 * configuration file, the command line, the environment and the documentation all read it there.
 */
@NullMarked
package dev.hikyaku.delivery.settings;

import org.jspecify.annotations.NullMarked;
