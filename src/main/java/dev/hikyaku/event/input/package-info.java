/** What a target gets of an event: JSON paths, and templates with placeholders. */
@NullMarked
package dev.hikyaku.event.input;

import org.jspecify.annotations.NullMarked;
