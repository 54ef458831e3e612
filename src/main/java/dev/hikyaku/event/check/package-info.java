/** What the service model demands of a request's fields, and how a violation is told. */
@NullMarked
package dev.hikyaku.event.check;

import org.jspecify.annotations.NullMarked;
