/**
 * Wire protocols: awsJson and awsQuery to and from records, errors in their wire forms, the
 * registry of operations.
 */
@NullMarked
package dev.hikyaku.api;

import org.jspecify.annotations.NullMarked;
