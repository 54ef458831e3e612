/** Where messages go to: an HTTP worker, what it answered, and whether it is there at all. */
@NullMarked
package dev.hikyaku.delivery.endpoint;

import org.jspecify.annotations.NullMarked;
