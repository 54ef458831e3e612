/**
 * A closed-loop load generator: raw TCP, requests encoded beforehand, one event loop, one request
 * out per connection.
 */
@NullMarked
package dev.hikyaku.bench.load;

import org.jspecify.annotations.NullMarked;
