/** Amazon SQS: one record a shape, one class an action. */
@NullMarked
package dev.hikyaku.api.sqs;

import org.jspecify.annotations.NullMarked;
