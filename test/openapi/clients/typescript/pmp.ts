import createClient from 'openapi-fetch'
import type { paths } from './schema.js'

const headers = { AUTHTOKEN: 'B9A1809A-5BF7-4459-9ED2-8D4F499CB902' }
const pmp = createClient<paths>({ baseUrl: process.argv[2] ?? '', headers })
const { data } = await pmp.GET('/restapi/json/v1/resources/{resourceId}/accounts/{accountId}/password', {
  params: { path: { resourceId: '303', accountId: '307' } },
})
console.log(data && 'Details' in data.operation && data.operation.Details.PASSWORD)
