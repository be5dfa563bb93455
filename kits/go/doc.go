// Package pammock gives Go tests an emulator of three privileged-access products: XTAM (Imprivata PAM) with its CAS,
// Safeguard for Privileged Sessions (SPS), and Password Manager Pro (PMP, PAM360).
//
// [Start] gives a test a workspace: a world of its own, with its own users, clock, faults and journal.
//
//	func TestSignsInAgain(t *testing.T) {
//		t.Parallel()
//		mock := pammock.Start(t)
//		client := sps.NewClient(mock.URLs.SPS, "admin", "a")
//		...
//		mock.Advance(20 * time.Minute) // an idle session is over now
//		...
//		mock.Received(pammock.Match{Rule: "sps.session.expired"}, pammock.Exactly(1))
//	}
//
// # Where the emulator comes from
//
// The first [Start] of a test binary finds one emulator for all its tests. The first of these that applies is it:
//
//   - The variable PAM_MOCK_URL, with PAM_MOCK_CONTROL_TOKEN for its token and PAM_MOCK_CA for a file with its authority.
//     One that does not answer is an error.
//   - The variable PAM_MOCK_COMMAND, a command that starts one.
//   - A container of the image PAM_MOCK_IMAGE, by docker or podman, whichever has a daemon that answers.
//   - npx --yes pam-mock at the version of this package, where Node.js is.
//
// One that was started ends when the test binary does, however that ends: see [Main].
//
// # Short forms and calls
//
// [Mock] has short forms for what most tests do. They fail the test when the emulator refuses, or when what they check does
// not hold. Everything else is a call of the handle that it embeds, [Workspace], which takes a context and gives an error:
// mock.Clock.Freeze(ctx), mock.Snapshots.Take(ctx, "before"). Outside of tests [Open] and [Connect] give the same handle.
package pammock

// Version of this package, and of the emulator that it starts.
const Version = "0.1.0"
