import createClient from 'openapi-fetch'
import type { paths } from './schema.js'

const sps = createClient<paths>({ baseUrl: process.argv[2] ?? '' })
const login = await sps.GET('/api/authentication', {
  headers: { authorization: `Basic ${btoa('admin:a')}` },
})
const cookie = login.response.headers.get('set-cookie')?.split(';')[0]
const { data } = await sps.GET('/api/configuration/network/dns', { headers: { cookie } })
console.log(data && 'primary' in data.body && data.body.primary)
