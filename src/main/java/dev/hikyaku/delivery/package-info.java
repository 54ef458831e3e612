/** The delivery daemon: source, credit, target, outcome. */
@NullMarked
package dev.hikyaku.delivery;

import org.jspecify.annotations.NullMarked;
