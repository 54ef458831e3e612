/** Amazon SNS: a class an action, which checks, calls, and answers. */
@NullMarked
package dev.hikyaku.api.sns;

import org.jspecify.annotations.NullMarked;
