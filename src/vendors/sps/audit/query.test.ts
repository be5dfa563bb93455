import { describe, expect, it } from 'vitest'
import { SpsError } from '../errors.ts'
import { testOf } from './matching.ts'
import { parseQuery } from './query.ts'
import { rowOf } from './session.ts'

const { document } = rowOf('k', {
  protocol: 'ssh',
  start: '2018-09-15T14:21:03+05:00',
  seconds: 57,
  user: 'yoda',
  account: 'root',
  client: '10.20.30.40',
  server: '10.110.100.26',
  serverName: 'web-1.example.com',
  connection: 'my connection',
  score: 18,
})

const matches = (query: string, operator: 'AND' | 'OR' = 'OR'): boolean =>
  testOf(parseQuery(query, { operator }))(document)

describe('a query', () => {
  it.each([
    '',
    '   ',
    'user.name:yoda',
    'user.name:YODA',
    'user.name : yoda',
    'user.server_username:root',
    'recording.connection_policy:"my connection"',
    String.raw`recording.connection_policy:my\ connection`,
    'active:false',
    'duration:57',
    'duration:[50 TO 57]',
    'duration:[57 TO *]',
    'duration:{56 TO 58}',
    'duration:>56',
    'duration:>=57 AND duration:<=57',
    'start_time:2018-09-15',
    'start_time:[2018-09-15T09:21:03Z TO 2018-09-15T09:21:03.000Z]',
    'start_time:[2018-09 TO 2018-09]',
    'start_time:"2018-09-15T14:21:03+05:00"',
    'user.name:y*',
    'user.name:*d?',
    'server.name:web-?.example.*',
    'user.name:*',
    '_exists_:end_time',
    'user.name:[x TO z]',
    'NOT user.name:leia',
    '-user.name:leia',
    '!user.name:leia',
    'user.name:leia OR protocol:SSH',
    'user.name:leia || protocol:SSH',
    'user.name:yoda && protocol:SSH',
    'protocol:RDP AND user.name:leia OR user.name:yoda',
    'user.name:yoda OR user.name:leia AND protocol:RDP',
    '(protocol:RDP OR protocol:SSH) AND verdict:ACCEPT',
    'verdict:(DENY OR ACCEPT)',
    'yoda',
    'example',
    '"example com"',
    '10.110.*',
    '+user.name:yoda protocol:RDP',
    'user.name:yoda protocol:RDP',
    'NOT NOT user.name:yoda',
    'analytics.score.aggregated:18',
  ])('%j finds the session', (query) => {
    expect(matches(query)).toBe(true)
  })

  it.each([
    'user.name:yod',
    'active:true',
    'duration:{57 TO 60]',
    'duration:<57',
    'start_time:{2018-09-15 TO *]',
    'start_time:2018-09-16',
    'user.name:?',
    'NOT user.name:*',
    '_exists_:recording.deny_reason',
    'protocol:RDP AND (user.name:leia OR user.name:yoda)',
    'exampl',
    '"com example"',
    'user.name:yoda -protocol:SSH',
    '+protocol:RDP user.name:yoda',
    'vault.account_name:root',
    String.raw`user.name:y\*`,
  ])('%j does not find it', (query) => {
    expect(matches(query)).toBe(false)
  })

  it('joins clauses that stand side by side as it is told', () => {
    expect(matches('user.name:yoda protocol:RDP', 'AND')).toBe(false)
    expect(matches('user.name:yoda protocol:SSH', 'AND')).toBe(true)
    expect(matches('user.name:yoda protocol:RDP OR protocol:SSH', 'AND')).toBe(true)
  })

  it.each([
    ['user.name:', 10, 'ends where a value is expected'],
    ['AND user.name:x', 0, 'has "AND" where a value is expected'],
    ['user.name:x AND', 15, 'ends where a value is expected'],
    ['(user.name:x', 0, 'has a parenthesis that is never closed'],
    ['user.name:x)', 11, 'has a ")" that nothing opens'],
    ['"yoda', 0, 'has a quotation mark that is never closed'],
    ['yoda\\', 4, 'ends with a backslash that escapes nothing'],
    ['duration:[1 TO', 9, 'has a range without " TO " between its bounds'],
    ['duration:[1 TO 2', 9, 'has a range that is never closed'],
    ['duration:[TO 2]', 9, 'has a range without " TO " between its bounds'],
    ['duration:[1 2]', 9, 'has a range without " TO " between its bounds'],
    ['[1 TO 2]', 0, 'has a range without a field'],
    ['a ] b', 2, 'has a "]" that no range opens'],
    ['start_time:2018-09-15T14:21', 24, 'has ":" where a value is expected'],
    ['duration:>', 10, 'needs a field and a value around ">"'],
    ['user.name:/y.*/', 10, 'begins a regular expression, which the mock does not evaluate; escape the "/"'],
    ['yoda~2', 4, 'has a "~", which the mock does not evaluate; escape it'],
    ['colour:red', 7, 'names the unknown property "colour"'],
    ['__proto__:red', 10, 'names the unknown property "__proto__"'],
    ['duration:long', 9, 'has "long" for "duration", which is a number'],
    ['duration:[a TO 2]', 9, 'has "a" for "duration", which is a number'],
    ['duration:5*', 9, 'has a wildcard for "duration", which is no text'],
    ['active:yes', 7, 'has "yes" for "active", which is true or false'],
    ['active:[a TO b]', 7, 'has a range for "active", which is true or false'],
    ['start_time:yesterday', 11, 'has "yesterday" for "start_time", which is an ISO 8601 time'],
    ['start_time:2018-02-30', 11, 'has "2018-02-30" for "start_time", which is an ISO 8601 time'],
    ['verdict:(user.name:x)', 18, 'has a ":" where no field begins; quote or escape it'],
    [`${'('.repeat(101)}x${')'.repeat(101)}`, 100, 'is nested too deeply'],
  ])('%j is refused at %i: %s', (query, position, reason) => {
    const attempt = (): unknown => testOf(parseQuery(query))
    expect(attempt).toThrow(SpsError)
    try {
      attempt()
    } catch (error) {
      expect((error as SpsError).facts).toEqual({ parameter: 'q', position, reason })
    }
  })
})
