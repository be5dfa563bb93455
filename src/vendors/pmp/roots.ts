/** Where the product's three APIs live. */

export const REST_ROOT = '/restapi/json/v1'
export const PKI_ROOT = '/api/pki/restapi'
export const INTERACTIVE_ROOT = '/api/json'
