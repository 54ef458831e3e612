@NullMarked
package dev.hikyaku.delivery;

import org.jspecify.annotations.NullMarked;
