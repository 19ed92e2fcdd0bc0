package org.imagecopy.conformance.emulator;

import java.time.Instant;

/**
 * A project of an account (UHost).
 *
 * @param id the id
 * @param name the name for people
 * @param account the id of the account that owns it
 * @param isDefault whether requests without a project mean this one
 * @param created when it was made
 */
public record Project(String id, String name, String account, boolean isDefault, Instant created) {}
