/**
 * Every wire error with its evidence. A user whose appliance words one differently overrides it:
 * `sps.texts = {"configuration-locked": {"status": 423, "message": "…"}}`.
 */
import type { Evidence } from '../../kernel/surface/operation.ts'
import type { SpsErrorCode } from './errors.ts'

/** How an error looks on the wire. */
export interface WireError {
  readonly status: number
  readonly type: string
  readonly message: string
  readonly evidence: Evidence
  readonly source: string
}

const FORMAT = 'Guide, Message format'
const FIRMWARE =
  'Guide 7.1.1, page 8; On Demand, page 7; topic doc2248443 (type; status and text are our reading)'
const RECALL = 'Our reading; the guide\'s table "Application level error codes" could not be read'

const error = (
  status: number,
  type: string,
  message: string,
  evidence: Evidence = 'inferred',
  source: string = RECALL,
): WireError => ({ status, type, message, evidence, source })

/** The type of a 405 comes from the profile (`methodError`). */
export const ERRORS = {
  'invalid-authentication-request': error(
    400,
    'InvalidAuthenticationRequest',
    'Unable to authenticate: no valid credentials found.',
    'documented',
    'Guide 8.0 LTS, Authenticate to the SPS REST API',
  ),
  unauthenticated: error(
    401,
    'Unauthenticated',
    'Authentication is required to access the requested resource',
    'documented',
    'Guide 8.0 LTS, Retrieve user information (type and status; the text is our reading)',
  ),
  'authentication-failure': error(
    401,
    'AuthenticationFailure',
    'Authenticating the user with the given credentials has failed.',
    'documented',
    'Guide 8.0 LTS, Authenticate to the SPS REST API',
  ),
  unauthorized: error(
    403,
    'Unauthorized',
    'The client is not authorized to access the requested resource',
    'documented',
    'Guide 8.0 LTS, Retrieve user information (type and status; the text is our reading)',
  ),
  'token-missing': error(403, 'Unauthorized', 'Missing or invalid X-Token', 'client', 'safeguard-ps, PR 523'),
  'node-not-found': error(
    404,
    'NodeNotFound',
    'Unable to locate the requested path',
    'documented',
    `${FORMAT}, error response`,
  ),
  'object-not-found': error(404, 'NotFound', 'The requested object does not exist.'),
  'method-not-allowed': error(
    405,
    'MethodNotAllowed',
    'The requested method is not supported',
    'documented',
    'Guides 8.0 LTS and 5.x, Authenticate to the SPS REST API (type and status)',
  ),
  'length-required': error(
    411,
    'LengthRequired',
    'Length Required',
    'documented',
    'Guide, Open a transaction (status)',
  ),
  'expectation-failed': error(
    417,
    'ExpectationFailed',
    'Expectation Failed',
    'documented',
    'Guide, Introduction (status)',
  ),
  'body-too-large': error(413, 'RequestEntityTooLarge', 'The request body is too large'),
  'unsupported-media-type': error(
    415,
    'UnsupportedMediaType',
    'The Content-Type of the request must be application/json',
  ),
  'invalid-request-body': error(
    400,
    'InvalidRequestBody',
    'The request body is not valid JSON',
    'documented',
    'Guide 7.0.5.1 LTS, page 13 (type and status; the text is our reading)',
  ),
  'semantic-error': error(400, 'SemanticError', 'The object does not match the schema'),
  'invalid-value': error(400, 'InvalidValue', 'The value is not valid'),
  'invalid-reference': error(400, 'InvalidReference', 'The referenced object does not exist'),
  'secret-in-use': error(400, 'InvalidReference', 'The referenced password or private key is already in use'),
  'duplicate-name': error(400, 'DuplicateName', 'The name is already in use'),
  'object-in-use': error(
    400,
    'SemanticError',
    'The object cannot be deleted: there is reference to it in the configuration',
    'documented',
    'Guide 6.9.3, Delete a plugin (type and status)',
  ),
  'built-in-object': error(400, 'SemanticError', 'Built-in objects cannot be deleted'),
  'built-in-renamed': error(400, 'SemanticError', 'Built-in objects cannot be renamed'),
  'no-transaction': error(
    409,
    'NoTransaction',
    'No open Transaction is available. Open a transaction before using this request.',
    'documented',
    'Guide 7.0.5.1 LTS, Delete an object (status; type and text are our reading)',
  ),
  'transaction-already-open': error(
    400,
    'TransactionAlreadyOpen',
    'A transaction is already open in this session',
  ),
  'configuration-locked': error(409, 'ConfigurationLocked', 'The configuration is locked by another user'),
  'commit-message-required': error(400, 'CommitMessageRequired', 'A commit message is required'),
  'merge-conflict': error(409, 'MergeConflict', 'The changes could not be merged'),
  'invalid-configuration': error(
    400,
    'SemanticError',
    'Validation of the changes failed',
    'documented',
    'Guide 7.0.5.1 LTS, page 13 (type, status, and that the details list the errors; that it comes at the commit is our reading)',
  ),
  'already-initialized': error(400, 'AlreadyInitialized', 'The appliance is already initialized'),
  'slot-in-use': error(409, 'SlotInUse', 'The firmware slot is in use'),
  'slot-unusable': error(400, 'SemanticError', 'The firmware slot cannot be used'),
  'incomplete-request-body': error(
    400,
    'IncompleteRequestBodyError',
    'The request body is incomplete',
    'documented',
    FIRMWARE,
  ),
  'resource-not-found': error(
    404,
    'ResourceNotFound',
    'The requested resource does not exist',
    'documented',
    FIRMWARE,
  ),
  'firmware-test-failed': error(
    400,
    'FirmwareTestFailed',
    'The test of the firmware failed',
    'documented',
    FIRMWARE,
  ),
  rebooting: error(503, 'ServiceUnavailable', 'Service Unavailable'),
  'job-running': error(409, 'SupportBundleInProgress', 'A support bundle is already being created'),
  'job-unfinished': error(409, 'SupportBundleInProgress', 'The support bundle is not ready yet'),
  'cluster-not-promoted': error(
    404,
    'NodeNotFound',
    'The appliance is not part of a cluster',
    'client',
    'safeguard-ps, sessionjoin.psm1 (any status that is no success)',
  ),
  'cluster-state': error(400, 'SemanticError', 'The appliance is not in the state that this action needs'),
  'spp-refused': error(
    400,
    'SppError',
    'Safeguard for Privileged Passwords refused the join',
    'client',
    'safeguard-ps, sessionjoin.psm1 (details.response)',
  ),
  'starling-state': error(400, 'SemanticError', 'The appliance is not in the state that this action needs'),
  'invalid-query': error(
    400,
    'InvalidQuery',
    'The requested filter or its value is invalid.',
    'client',
    'SafeguardPowerBI (status); type and text are our reading',
  ),
  'snapshot-unknown': error(
    404,
    'SnapshotNotFound',
    'The requested snapshot does not exist.',
    'client',
    'SafeguardPowerBI (status); type and text are our reading',
  ),
  'snapshot-quota': error(
    429,
    'SnapshotQuotaExceeded',
    'Too many search snapshots are open.',
    'client',
    'SafeguardPowerBI (status); type and text are our reading',
  ),
  'bad-request': error(400, 'BadRequest', 'The request cannot be understood'),
  internal: error(500, 'InternalError', 'An internal error occurred'),
} as const satisfies Readonly<Record<SpsErrorCode, WireError>>

/** Single texts that no error carries. */
export const TEXTS = {
  /** The realm of `WWW-Authenticate`; SafeguardJava needs the challenge, no source shows its text. */
  realm: 'Safeguard for Privileged Sessions',
  /** Why a check of a plugin has passed (topic doc2256210 shows the first; the others are our reading). */
  zip_checksum: 'Plugin .zip checksums match',
  zip_content: 'The plugin is what its .zip file holds',
  unregistered: 'No file of the plugin is unregistered',
} as const
