/** The extension for JUnit 5: an emulator for a test run, a workspace for each test. */
package io.github.pammock.junit;
