/** One class per subcommand. */
@NullMarked
package dev.hikyaku.cli;

import org.jspecify.annotations.NullMarked;
