@NullMarked
package dev.hikyaku.delivery.source;

import org.jspecify.annotations.NullMarked;
