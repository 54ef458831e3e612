/**
 * Wire protocols: AWS JSON, query and REST with JSON to and from records, errors in their wire
 * forms, services and their actions.
 */
@NullMarked
package dev.hikyaku.api;

import org.jspecify.annotations.NullMarked;
