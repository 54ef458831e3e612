/** Amazon EventBridge Scheduler: one class an action. */
@NullMarked
package dev.hikyaku.api.scheduler;

import org.jspecify.annotations.NullMarked;
