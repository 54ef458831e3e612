/** EventBridge's actions: each checks its request, asks the buses, and answers. */
@NullMarked
package dev.hikyaku.api.events;

import org.jspecify.annotations.NullMarked;
