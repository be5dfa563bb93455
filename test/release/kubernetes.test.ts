/** deploy/kubernetes: its parts fit each other, docker/scale and the emulator, and Kubernetes takes them. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { OPTIONS, environmentName } from '../../src/config/options.ts'
import { checker } from '../support/checkers.ts'

const ROOT = join(import.meta.dirname, '../..')
const FOLDER = join(ROOT, 'deploy/kubernetes')
const read = (name: string): string => readFileSync(join(ROOT, name), 'utf8')

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string }
}
interface Container {
  readonly env?: readonly { readonly name: string }[]
  readonly securityContext: object
  readonly resources: object
  readonly startupProbe?: Probe
  readonly readinessProbe: Probe
  readonly livenessProbe: Probe
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[]
}
interface Manifest {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly replicas: number
    readonly selector: object
    readonly ports?: readonly { readonly port: number }[]
    readonly template: {
      readonly metadata: { readonly labels: object }
      readonly spec: { readonly securityContext: object; readonly containers: readonly Container[] }
    }
  }
}
interface Kustomization {
  readonly resources: readonly string[]
  readonly configMapGenerator: readonly { readonly name: string; readonly files: readonly string[] }[]
}

const manifests = ['instances', 'router'].flatMap((name) =>
  parseAllDocuments(read(`deploy/kubernetes/base/${name}.yaml`)).map((one) => one.toJS() as Manifest),
)
const named = (kind: string, name: string): Manifest =>
  manifests.find((one) => one.kind === kind && one.metadata.name === name)!
const workloads = [named('StatefulSet', 'pam-mock'), named('Deployment', 'pam-mock-router')]
const instances = workloads[0]!
const overlays = ['base', ...readdirSync(join(FOLDER, 'overlays')).map((name) => `overlays/${name}`)]

describe('deploy/kubernetes', () => {
  it('has nginx send workspaces by the rules of docker/scale, which are tested', () => {
    const { resources, configMapGenerator } = parse(
      read('deploy/kubernetes/base/kustomization.yaml'),
    ) as Kustomization
    expect(resources).toContain('../../../docker/scale')
    const scale = parse(read('docker/scale/kustomization.yaml')) as Kustomization
    const maps = [...scale.configMapGenerator, ...configMapGenerator]
    expect(new Set(maps.map(({ name }) => name)).size).toBe(1)
    const files = maps.flatMap((one) => one.files)
    const mounted = workloads[1]!.spec.template.spec.containers[0]!.volumeMounts!.filter(
      ({ name }) => name === 'config',
    )
    expect(mounted.map(({ mountPath }) => mountPath.replace('/etc/nginx/', '')).toSorted()).toEqual(
      files.toSorted(),
    )
    const included = read('docker/scale/nginx.conf').matchAll(/include (\S+);/g)
    expect(['nginx.conf', ...Array.from(included, ([, name = '']) => name)].toSorted()).toEqual(
      files.toSorted(),
    )
  })

  it('gives each instance a name that stays, and nginx knows just these', () => {
    const known = [
      ...read('deploy/kubernetes/base/instances.conf').matchAll(/^server (\S+):8080 max_fails=0;$/gm),
    ]
    const wanted = Array.from({ length: instances.spec.replicas }, (_, at) => `pam-mock-${at}`)
    expect(known.map(([, name]) => name)).toEqual(wanted)
    for (const name of wanted) {
      const { selector, ports } = named('Service', name).spec
      expect(selector).toEqual({ 'statefulset.kubernetes.io/pod-name': name })
      expect(ports![0]!.port).toBe(8080)
    }
    expect(named('Service', 'pam-mock').spec.selector).toEqual(workloads[1]!.spec.template.metadata.labels)
  })

  it('runs as nobody in particular, who may do nothing in particular', () => {
    for (const { spec } of workloads) {
      const { securityContext, containers } = spec.template.spec
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      })
      expect(containers).toHaveLength(1)
      expect(containers[0]!.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
      expect(containers[0]!.resources).toMatchObject({ requests: {}, limits: {} })
    }
  })

  it('asks the emulator what it answers, and sets what it knows', () => {
    const {
      env = [],
      startupProbe,
      readinessProbe,
      livenessProbe,
    } = instances.spec.template.spec.containers[0]!
    const { paths } = JSON.parse(read('openapi/control.json')) as { paths: object }
    for (const probe of [startupProbe!, readinessProbe, livenessProbe])
      expect(Object.keys(paths)).toContain(probe.httpGet!.path)
    const data = read('deploy/kubernetes/overlays/data/data.yaml')
    const set = [...env.map(({ name }) => name), ...data.match(/PAM_MOCK_\w+/g)!]
    const options = Object.values(OPTIONS).map((option) => environmentName(option))
    for (const name of set.filter((one) => one.startsWith('PAM_MOCK_'))) expect(options).toContain(name)
  })
})

const kustomize = checker('kustomize', 'version')
const kubeconform = checker('kubeconform', '-v')

it.for(overlays)('kubeconform takes what Kustomize makes of %s', (overlay, { skip }) => {
  for (const one of [kustomize, kubeconform]) if (!one.isThere) skip(one.reason)
  const made = spawnSync('kustomize', ['build', join(FOLDER, overlay)], { encoding: 'utf8' })
  expect(made.stderr).toBe('')
  // By default it fetches its schemas; offline it is told where they are.
  const schemas = process.env['KUBERNETES_SCHEMAS'] ?? 'default'
  const args = ['-strict', '-summary', '-output', 'json', '-schema-location', schemas]
  const { stdout } = spawnSync('kubeconform', args, { input: made.stdout, encoding: 'utf8' })
  const { resources = [], summary } = JSON.parse(stdout) as {
    resources?: readonly { readonly msg: string }[]
    summary: { valid: number; invalid: number; errors: number; skipped: number }
  }
  if (!kubeconform.isRequired && summary.valid === 0 && summary.errors > 0)
    skip('the schemas of Kubernetes cannot be fetched')
  expect(resources).toEqual([])
  expect(summary).toMatchObject({ valid: 8, invalid: 0, errors: 0, skipped: 0 })
})
