/** Definitions of topics, buses, rules and the like, as documents with compare-and-set. */
@NullMarked
package dev.hikyaku.definition;

import org.jspecify.annotations.NullMarked;
