/** Event buses, rules, patterns and input transformers: values and pure functions. */
@NullMarked
package dev.hikyaku.event;

import org.jspecify.annotations.NullMarked;
