package io.github.pammock;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/**
 * A fault to put in place: what goes wrong, for which requests, how often.
 *
 * <pre>{@code
 * workspace.faults().add(FaultRule.of(Effect.status(503)).match(Match.any().surface("sps")).times(1));
 * }</pre>
 */
public final class FaultRule {

  private final Map<String, Object> members;

  private FaultRule(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * One effect, each time, without end unless {@link #times(long)} or {@link #until(Duration)} says so.
   *
   * @param effect what goes wrong
   * @return the rule, for any request
   */
  public static FaultRule of(Effect effect) {
    return new FaultRule(Map.of("effect", effect.members()));
  }

  /**
   * Several effects in turn, each once.
   *
   * @param effects 1 to 100
   * @return the rule, for any request
   */
  public static FaultRule inTurn(Effect... effects) {
    return new FaultRule(Map.of("effects", Arrays.stream(effects).map(Effect::members).toList()));
  }

  /**
   * Which requests it is for.
   *
   * @param match without what comes with the answer: status, rule, fault, refused
   * @return a rule with this too, in place of an earlier match
   */
  public FaultRule match(Match match) {
    Map<String, Object> place = match.members();
    for (String name : new String[] {"nth", "after", "probability"}) {
      if (members.get("match") instanceof Map<?, ?> earlier && earlier.containsKey(name)) {
        place = Members.with(place, name, earlier.get(name));
      }
    }
    return with("match", place);
  }

  /**
   * The n-th request that fits, alone.
   *
   * @param number 1 or more
   * @return a rule with this too
   */
  public FaultRule nth(long number) {
    return new FaultRule(Members.within(members, "match", "nth", number));
  }

  /**
   * Those after so many that fit.
   *
   * @param number 1 or more
   * @return a rule with this too
   */
  public FaultRule after(long number) {
    return new FaultRule(Members.within(members, "match", "after", number));
  }

  /**
   * Each that fits with this chance, drawn from the emulator's seed where it has one.
   *
   * @param chance 0 to 1
   * @return a rule with this too
   */
  public FaultRule probability(double chance) {
    return new FaultRule(Members.within(members, "match", "probability", chance));
  }

  /**
   * How often it fires at most.
   *
   * @param times 1 or more
   * @return a rule with this too
   */
  public FaultRule times(long times) {
    return with("times", times);
  }

  /**
   * When it fires no more.
   *
   * @param moment by the workspace's clock
   * @return a rule with this too
   */
  public FaultRule until(Instant moment) {
    return with("until", moment.toString());
  }

  /**
   * For how long it may fire.
   *
   * @param time from when it is put in place, by the workspace's clock
   * @return a rule with this too
   */
  public FaultRule until(Duration time) {
    return with("until", time.toMillis());
  }

  /** As it goes over the wire. */
  Map<String, Object> members() {
    return members;
  }

  private FaultRule with(String name, Object value) {
    return new FaultRule(Members.with(members, name, value));
  }
}
