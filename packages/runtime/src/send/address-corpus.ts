/** Addresses of one kind, as a resolver or a socket gives them. */
export interface AddressKind {
  readonly kind: string
  readonly addresses: readonly string[]
}

/** What no third party may be reached at, unless the operator lists it. Registries: iana.org, "Special-Purpose Address Space". */
export const REFUSED_ADDRESSES: readonly AddressKind[] = [
  { kind: 'unspecified and "this network"', addresses: ['0.0.0.0', '0.1.2.3', '::'] },
  { kind: 'loopback', addresses: ['127.0.0.1', '127.255.255.254', '::1'] },
  {
    kind: 'private (RFC 1918)',
    addresses: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.1.1'],
  },
  { kind: 'unique local (RFC 4193)', addresses: ['fc00::1', 'fd12:3456::1', 'fdff:ffff::1'] },
  { kind: 'link-local', addresses: ['169.254.0.1', '169.254.255.255', 'fe80::1', 'febf::1'] },
  { kind: 'with a zone', addresses: ['fe80::1%eth0', 'fe80::1%1', '::1%lo', '2606:50c0:8000::153%eth0'] },
  {
    kind: 'metadata and control services of clouds',
    addresses: [
      '169.254.169.254',
      '169.254.170.2',
      '169.254.170.23',
      '100.100.100.200',
      '168.63.129.16',
      '192.0.0.192',
      'fd00:ec2::254',
      'fd00:ec2::23',
      'fd20:ce::254',
    ],
  },
  { kind: 'carrier-grade NAT', addresses: ['100.64.0.1', '100.127.255.255'] },
  {
    kind: 'multicast and broadcast',
    addresses: ['224.0.0.1', '239.1.1.1', '255.255.255.255', 'ff02::1', 'ff0e::1'],
  },
  {
    kind: 'documentation and benchmarks',
    addresses: [
      '192.0.2.1',
      '198.51.100.1',
      '203.0.113.1',
      '198.18.0.1',
      '198.19.255.255',
      '2001:db8::1',
      '3fff::1',
      '2001:2::1',
    ],
  },
  { kind: 'protocol assignments', addresses: ['192.0.0.1', '192.0.0.8', '2001:1::1', '2001:1ff::1'] },
  { kind: 'reserved', addresses: ['240.0.0.1', '254.255.255.255', '192.88.99.1'] },
  { kind: 'sinks (AS112) and relays (AMT)', addresses: ['192.175.48.1', '192.31.196.1', '192.52.193.1'] },
  {
    kind: 'IPv4-mapped',
    addresses: ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '::ffff:8.8.8.8'],
  },
  { kind: 'IPv4-translated', addresses: ['::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8'] },
  { kind: 'IPv4-compatible', addresses: ['::127.0.0.1', '::a00:1', '::8.8.8.8'] },
  {
    kind: 'NAT64',
    addresses: ['64:ff9b::7f00:1', '64:ff9b::10.0.0.1', '64:ff9b::8.8.8.8', '64:ff9b:1::a00:1'],
  },
  { kind: '6to4', addresses: ['2002:7f00:1::1', '2002:a00:1::', '2002:a9fe:a9fe::', '2002:808:808::'] },
  { kind: 'Teredo', addresses: ['2001::7f00:1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'] },
  { kind: 'site-local', addresses: ['fec0::1', 'feff::1'] },
  {
    kind: 'segment routing, discard, identifiers',
    addresses: ['5f00::1', '100::1', '2001:10::1', '2001:20::1'],
  },
  { kind: 'not given out', addresses: ['4000::1', '8000::1', 'e000::1', '1::1', '200::1'] },
]

/** Public unicast addresses, some of them next to what is refused. */
export const PUBLIC_ADDRESSES: readonly string[] = [
  '8.8.8.8',
  '1.1.1.1',
  '140.82.121.6',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '168.63.129.15',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '223.255.255.255',
  '2001:200::1',
  '2001:4860:4860::8888',
  '2606:50c0:8000::153',
  '2a00:1450:4001:81b::200e',
]

/** Texts that are no address; a resolver that gives one is not believed. */
export const NO_ADDRESSES: readonly string[] = [
  '',
  'localhost',
  '2130706433',
  '0x7f.1',
  '127.1',
  '010.0.0.1',
  '8.8.8.8 ',
  '[::1]',
  '8.8.8.8/32',
  '127.0.0.1\0',
]

/** Hosts of URLs that are addresses of the table above in other clothes. */
export const DISGUISED_HOSTS: readonly string[] = [
  '127.1',
  '127.0.1',
  '127.0.0.1.',
  '2130706433',
  '2130706433.',
  '0x7f000001',
  '0x7F.1',
  '0x7f.0.0.1',
  '0X7F.0.0.0X1',
  '0177.0.0.1',
  '017700000001',
  '0177.0x0.0.1',
  '00000177.0.0.1',
  '%31%32%37.0.0.1',
  '127%2e0%2e0%2e1',
  '１２７.0.0.1',
  '１２７．０．０．１',
  '127。0。0。1',
  '127｡1',
  '①②⑦.⓪.⓪.①',
  '127.0.0.\u00ad1',
  '0',
  '0x',
  '0.0.0.0.',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '169.254.43518',
  '169.0xfea9fe',
  '3232235521',
  '0xa000001',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::FFFF:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[0:0:0:0:0:ffff:a9fe:a9fe]',
  '[FD00:EC2::254]',
]

/** Names that lead inside somewhere. None is known by its spelling: what it resolves to decides. */
export const INSIDE_NAMES: readonly string[] = [
  'localhost',
  'LOCALHOST',
  'localhost.',
  'ⓛocalhost',
  'app.localhost',
  'localhost.localdomain',
  'ip6-localhost',
  'metadata.google.internal',
  'METADATA.google.internal.',
  'metadata',
  'instance-data',
  'instance-data.ec2.internal',
  'kubernetes.default.svc',
  'host.docker.internal',
  '127.0.0.1.nip.io',
  '127.0.0.1..',
  'xn--bcher-kva.example',
]

/** URLs that are refused whatever their host is, or whose host is another than it seems. */
export const REFUSED_URLS: readonly string[] = [
  'http://api.test/',
  'http://127.0.0.1/',
  'ftp://api.test/',
  'ws://api.test/',
  'wss://api.test/',
  'file:///etc/passwd',
  'file://127.0.0.1/etc/passwd',
  'data:text/plain,x',
  'blob:https://api.test/1',
  'gopher://127.0.0.1/',
  'javascript:1',
  'unix:/var/run/docker.sock',
  'https://user@api.test/',
  'https://user:password@api.test/',
  'https://:password@api.test/',
  'https://api.test@127.0.0.1/',
  'https://api.test%40x@127.0.0.1/',
  'https://api.test:443@127.0.0.1/',
  'https://127.0.0.1\\@api.test/',
  'https://127.0.0.1#@api.test/',
  'https://127.0.0.1?@api.test/',
  'https:127.0.0.1',
  'https:/127.0.0.1/',
  'https:///127.0.0.1/',
  'https:\\\\127.0.0.1\\',
  'HTTPS://127.0.0.1/',
  'https://127.0.0.1/../api.test/',
  'https://127.0.0.1:443/',
  'https://127.0.0.1:22/',
  'https://127.0.0.1:65535/',
  'https://[::1]:443/',
  'https://[::]:443/',
  '\t https://127.0.0.1/ ',
  'ht\ntps://127.0.\n0.1/',
]

/** Texts that are no URL: WHATWG URL, "host parsing" and "IPv4 number parser". */
export const NO_URLS: readonly string[] = [
  'https://',
  'https://a b/',
  'https://1.2.3.4.5/',
  'https://256.1.1.1/',
  'https://4294967296/',
  'https://0x7g.1/',
  'https://127.0.0.1%00/',
  'https://127.0.0.1%2f.api.test/',
  'https://127.0.0.1:65536/',
  'https://[::1/',
  'https://[::127.1]/',
  'https://[fe80::1%eth0]/',
  'https://[::1%25lo]/',
]

/** An address as it stands in a URL; none where it has a zone, for which URLs have no place. */
export function hostOf(address: string): string | undefined {
  if (address.includes('%')) return undefined
  return address.includes(':') ? `[${address}]` : address
}

/** Every host of a URL that is an address to be refused, plain or in disguise. */
export function refusedHosts(): readonly string[] {
  const plain = REFUSED_ADDRESSES.flatMap(({ addresses }) => addresses).map(hostOf)
  return [...plain.filter((host) => host !== undefined), ...DISGUISED_HOSTS]
}
