/** Many patterns over JSON at once: filter policies of topics, rules of event buses. */
@NullMarked
package dev.hikyaku.pattern;

import org.jspecify.annotations.NullMarked;
