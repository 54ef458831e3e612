/**
 * Suites over all services, in terms of AWS's own models: operations and members by their names.
 * Each suite runs through AWS's SDKs for Python and for Java against a server of its own, and
 * against moto's.
 */
@NullMarked
package dev.hikyaku.integration.aws;

import org.jspecify.annotations.NullMarked;
