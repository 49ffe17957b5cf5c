/**
 * Shared suites: the behaviour that every component of a kind must show.
 *
 * @module
 */
export {};
