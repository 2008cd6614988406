/**
 * Drills: a fault under load, and the proof that no promise was broken. Writers note every write in
 * a {@code Ledger} before it is sent and its fate after; the report is made of nothing else.
 */
package io.vedette.deploy.drill;
