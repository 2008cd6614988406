/**
 * What must hold of any bytes: targets for Jazzer, which looks for input that reaches new code, and
 * the tests that run it.
 */
package io.vedette.deploy.fuzz;
