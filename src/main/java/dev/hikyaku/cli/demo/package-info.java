/**
 * {@code hikyaku demo}: the main job on one screen, with the real server, a real client and a
 * worker that fails.
 */
@NullMarked
package dev.hikyaku.cli.demo;

import org.jspecify.annotations.NullMarked;
