/** Whether what was to go wrong went wrong, as a test asks. */
import { expect, it } from 'vitest'
import { usePamMock } from '../../src/vitest.ts'

const mock = usePamMock()

it('all faults in place have fired, or the message tells those that have not', async () => {
  await expect(expect(mock).toHaveMetFaults()).rejects.toThrow('none is in place')
  const effect = { type: 'status', status: 503 } as const
  await mock.faults.add({ match: { surface: 'sps' }, effect, times: 1 })
  await mock.faults.add({ match: { surface: 'sps', after: 1, path: '/api/*' }, effect })
  await mock.faults.add({ match: { path: '/xtam/rest/*' }, effect })
  await expect(mock).not.toHaveMetFaults()

  for (let n = 0; n < 2; n++) await fetch(`${mock.urls.sps}/configuration`)
  await expect(expect(mock).toHaveMetFaults()).rejects.toThrow(
    'Expected all faults to have fired, but 2 of 3 have not.\n' +
      '  Fault f-2 (surface "sps", path "/api/*", after 1) was met by 1 request, and fired for none.\n' +
      '  Fault f-3 (path "/xtam/rest/*") was met by no request.',
  )
  await fetch(`${mock.urls.sps}/configuration`)
  await fetch(`${mock.urls.xtam}/rest/user/whoami`)
  await expect(mock).toHaveMetFaults()
  await expect(expect(mock).not.toHaveMetFaults()).rejects.toThrow(
    'Fault f-1 (surface "sps") fired for 1 request.',
  )
})

it('is asked of a handle', async () => {
  await expect(expect({}).toHaveMetFaults()).rejects.toThrow(/expects the handle of an emulator/)
})
