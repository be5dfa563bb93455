import createClient from 'openapi-fetch'
import type { paths } from './schema.js'

const headers = { authorization: `Basic ${btoa('xtam_login:xtam_password')}` }
const xtam = createClient<paths>({ baseUrl: process.argv[2] ?? '', headers })
const { data } = await xtam.GET('/xtam/rest/record/unlock/{id}', {
  params: { path: { id: 'i-2qhyGh2UB0V' } },
})
console.log(data && JSON.parse(data.custom).Password)
