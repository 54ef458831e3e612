/**
 * Topics, subscriptions, filter policies and what subscribers are sent: values and pure functions.
 */
@NullMarked
package dev.hikyaku.topic;

import org.jspecify.annotations.NullMarked;
