/**
 * Values everyone shares: names, messages, attributes, limits and errors. Knows no other package.
 */
@NullMarked
package dev.hikyaku.model;

import org.jspecify.annotations.NullMarked;
