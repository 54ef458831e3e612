@NullMarked
package dev.hikyaku.delivery.endpoint;

import org.jspecify.annotations.NullMarked;
