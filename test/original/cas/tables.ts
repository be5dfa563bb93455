/** The tables of the emulator that are held against an original, and which original that is. */

export type Table = '5.2' | '6.5'

export interface Original {
  /** Version of the web application that is started. */
  readonly version: string
  /** What is said of it in a source line. */
  readonly said: string
  readonly war: string
  /** Jars beside its own; the first found is taken, so these go before. */
  readonly modules: readonly string[]
  /** Jars that an old version lacks on a newer Java. */
  readonly before: readonly string[]
  readonly main: string
  readonly java: readonly string[]
}

const GROUP = 'org.apereo.cas'

/** Of the versions that XTAM names (5.2.8 and 6.5.5.1), none can be had: these are the nearest. */
export const ORIGINALS: Readonly<Record<Table, Original>> = {
  '5.2': {
    version: '5.2.6',
    said: 'Apereo CAS 5.2.6',
    war: `${GROUP}:cas-server-webapp-tomcat:5.2.6:war`,
    modules: [`${GROUP}:cas-server-support-rest:5.2.5`],
    before: [
      'org.apache.commons:commons-lang3:3.12.0',
      'javax.xml.bind:jaxb-api:2.3.1',
      'org.glassfish.jaxb:jaxb-runtime:2.3.1',
      'com.sun.istack:istack-commons-runtime:3.0.7',
      'javax.activation:javax.activation-api:1.2.0',
      'javax.annotation:javax.annotation-api:1.3.2',
    ],
    main: 'org.springframework.boot.loader.WarLauncher',
    java: ['-noverify'],
  },
  '6.5': {
    version: '6.6.12',
    said: 'Apereo CAS 6.6.12',
    war: `${GROUP}:cas-server-webapp-tomcat:6.6.12:war`,
    modules: [
      `${GROUP}:cas-server-support-rest:6.6.9`,
      `${GROUP}:cas-server-support-rest-core:6.6.9`,
      `${GROUP}:cas-server-core-rest:6.6.9`,
      `${GROUP}:cas-server-core-rest-api:6.6.9`,
    ],
    before: [],
    main: 'org.apereo.cas.web.CasWebApplication',
    java: [],
  },
}

export function isTable(text: string): text is Table {
  return text in ORIGINALS
}
