/** Which ways to write a service are the same service: a ticket is fetched for one and presented with the other. */
import { encode, firstTicket, get, probe, signIn, validate } from './steps.ts'

/** Sent percent-encoded, unless `raw` says how they stand in the query. */
const WAYS: readonly string[] = [
  'http://app.test/p',
  'http://app.test/p/',
  'http://app.test/P',
  'http://APP.TEST/p',
  'HTTP://app.test/p',
  'https://app.test/p',
  'http://app.test:80/p',
  'http://app.test:8080/p',
  'http://app.test/p;jsessionid=ABC',
  'http://app.test/p;jsessionid=DEF',
  'http://app.test/p;JSESSIONID=ABC',
  'http://app.test/p;v=1',
  'http://app.test/p;jsessionid=ABC?x=1',
  'http://app.test/p?x=1',
  'http://app.test/p?x=1;jsessionid=ABC',
  'http://app.test/p?x=2',
  'http://app.test/p?x=1&y=2',
  'http://app.test/p?y=2&x=1',
  'http://app.test/p?x=1&y=2&',
  'http://app.test/p?',
  'http://app.test/p#top',
  'http://app.test/p#',
  'http://app.test/p?x=1#top',
  'http://app.test/p?next=/a/b',
  'http://app.test/p?next=%2Fa%2Fb',
  'http://app.test/p?next=%2fa%2fb',
  'http://app.test/p?next=%252Fa%252Fb',
  'http://app.test/p?q=a+b',
  'http://app.test/p?q=a%20b',
  'http://app.test/p?q=a b',
  'http://app.test/p?q=a%2Bb',
  'http://app.test/%70',
  'http://app.test//p',
  'http://app.test/./p',
  'http://app.test/x/../p',
  ' http://app.test/p',
  'http://app.test/p ',
  'http://app.test/p?q=ü',
  'http://app.test/p?q=%C3%BC',
  'http://app.test/p?q=%FC',
  'http://app.test/p?q=%',
  'http://app.test/p?q=%zz',
  'http://app.test/p?ticket=ST-1-x',
  'http://app.test/p?x=1&ticket=ST-1-x',
  'http://user:pass@app.test/p',
  'http://app.test/p?gateway=true',
  'http://app.test',
  'http://app.test/',
  'http://app.test?x=1',
  'http://app.test/?x=1',
]

/** Near enough to be worth trying against each other: the first with all, each with itself, and these pairs both ways. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['http://app.test/p;jsessionid=ABC', 'http://app.test/p;jsessionid=DEF'],
  ['http://app.test/p;jsessionid=ABC?x=1', 'http://app.test/p?x=1'],
  ['http://app.test/p;JSESSIONID=ABC', 'http://app.test/p;jsessionid=ABC'],
  ['http://app.test/p?x=1;jsessionid=ABC', 'http://app.test/p?x=1'],
  ['http://app.test/p?x=1&y=2', 'http://app.test/p?y=2&x=1'],
  ['http://app.test/p?x=1&y=2', 'http://app.test/p?x=1&y=2&'],
  ['http://app.test/p?x=1', 'http://app.test/p?x=1#top'],
  ['http://app.test/p?x=1', 'http://app.test/p?x=1&ticket=ST-1-x'],
  ['http://app.test/p?x=1', 'http://app.test/p?X=1'],
  ['http://app.test/p?next=/a/b', 'http://app.test/p?next=%2Fa%2Fb'],
  ['http://app.test/p?next=%2fa%2fb', 'http://app.test/p?next=%2Fa%2Fb'],
  ['http://app.test/p?next=%252Fa%252Fb', 'http://app.test/p?next=%2Fa%2Fb'],
  ['http://app.test/p?next=%252Fa%252Fb', 'http://app.test/p?next=/a/b'],
  ['http://app.test/p?q=a+b', 'http://app.test/p?q=a%20b'],
  ['http://app.test/p?q=a+b', 'http://app.test/p?q=a b'],
  ['http://app.test/p?q=a+b', 'http://app.test/p?q=a%2Bb'],
  ['http://app.test/p?q=a b', 'http://app.test/p?q=a%20b'],
  ['http://app.test/p?q=ü', 'http://app.test/p?q=%C3%BC'],
  ['http://app.test/p?q=ü', 'http://app.test/p?q=%FC'],
  ['http://app.test/p?q=%zz', 'http://app.test/p?q=%ZZ'],
  ['http://app.test', 'http://app.test/'],
  ['http://app.test?x=1', 'http://app.test/?x=1'],
  ['http://app.test/Ä', 'http://app.test/ä'],
]

const FIRST = 'http://app.test/p'

const tries: readonly (readonly [string, string])[] = [
  ...WAYS.map((way) => [way, way] as const),
  ...WAYS.slice(1).flatMap((way) => [[FIRST, way] as const, [way, FIRST] as const]),
  ...PAIRS.flatMap(([one, other]) => [[one, other] as const, [other, one] as const]),
]

export const serviceProbes = [
  ...tries.map(([asked, presented]) =>
    probe('service URLs', `${asked} then ${presented}`, firstTicket(asked), validate(presented)),
  ),
  ...WAYS.map((way) =>
    probe(
      'service URLs',
      `as it stands in the query: ${way}`,
      firstTicket(FIRST),
      get(`/serviceValidate?ticket={{st}}&service=${way.replaceAll(/[ ü]/g, '+')}`),
    ),
  ),
  ...WAYS.map((way) =>
    probe('service URLs', `gateway sends back to ${way}`, get(`/login?gateway=true&service=${encode(way)}`)),
  ),
  ...WAYS.map((way) =>
    probe(
      'service URLs',
      `a ticket is added to ${way}`,
      signIn(),
      get(`/login?service=${encode(way)}`, { usesJar: true }),
    ),
  ),
]
