/** Asks for the control plane's token. */
import { useState } from 'preact/hooks'
import { giveToken, token } from '../client/session.ts'

export function TokenForm() {
  const [typed, type] = useState('')
  return (
    <form
      class="card token"
      aria-labelledby="token-title"
      onSubmit={(event) => {
        event.preventDefault()
        giveToken(typed.trim())
      }}
    >
      <h1 id="token-title">Control token</h1>
      <p>
        This emulator was started with <code>--control-token</code>. The token stays in this tab and is sent
        to this emulator alone.
      </p>
      {token.value !== '' && (
        <p role="alert" class="problem">
          The emulator does not take that token.
        </p>
      )}
      <label>
        Token
        <input
          type="password"
          autocomplete="off"
          required
          value={typed}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary">
        Go on
      </button>
    </form>
  )
}
