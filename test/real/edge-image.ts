/**
 * An image that holds what breaks layer readers, made on the spot with GNU tar: whiteouts, opaque markers, hard links within and
 * across layers, type changes, devices, xattrs, owners, sparse files, long and non-UTF-8 names, old and odd times, tar dialects.
 */

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { must } from "./programs.ts";

/** A layer: the shell that fills its folder, and how GNU tar packs it. */
interface Recipe {
  readonly fill: string;
  readonly tar: readonly string[];
}

const layers: readonly Recipe[] = [
  {
    tar: ["--format=gnu"],
    fill: `
mkdir -p bin etc usr/bin tmp opaque/sub gone/dir swap/d late/x owners links
chmod 1777 tmp
cp "$BUSYBOX" bin/busybox; for a in sh cat ls echo env id; do ln bin/busybox bin/$a; done
echo 'root:x:0:0:root:/root:/bin/sh' >etc/passwd; echo 'root:x:0:' >etc/group
echo old >opaque/old; echo old >opaque/sub/old
echo secret-of-a-lower-layer >gone/file; echo stays >gone/stays; echo in >gone/dir/in
echo file >swap/f; echo in >swap/d/in; ln -s d swap/link
echo lower >late/x/lower
echo a >owners/a; chown 10:20 owners/a; echo big >owners/big; chown 3000000:4000000 owners/big
echo shared >links/one; ln links/one links/two
name=$(printf 'n%.0s' $(seq 200)); mkdir -p long/$name; echo long >long/$name/$name; ln -s /$name/$name long/link
`,
  },
  {
    tar: ["--format=pax", "--sparse", "--sparse-version=1.0", "--xattrs", "--xattrs-include=*"],
    fill: `
mkdir -p opaque gone swap xattrs times names devices sparse
echo new >opaque/.new; : >opaque/.wh..wh..opq
: >gone/.wh.file; : >gone/.wh.dir; : >gone/.wh.never-was
mkdir swap/f; echo now-a-dir >swap/f/in; ln -s elsewhere swap/d; mkdir swap/link
cp "$BUSYBOX" xattrs/capable; setcap cap_net_raw,cap_setuid+ep xattrs/capable
echo x >xattrs/user; setfattr -n user.binary -v 0xff00fe80 xattrs/user
echo old >times/old; touch -d '1969-12-31 00:00:00 UTC' times/old; echo sub >times/sub; touch -d '2001-02-03 04:05:06.789 UTC' times/sub
echo far >times/far; touch -d '2100-01-01 UTC' times/far
echo u >names/ünïcode-日本; printf x >names/$(printf 'latin-\\351'); echo s >'names/with space'; echo q >'names/quo"te'
mknod devices/null c 1 3; mknod devices/loop b 7 200; mkfifo devices/fifo
truncate -s 3M sparse/hole; printf end >>sparse/hole; truncate -s 1M sparse/only-hole
`,
  },
  {
    tar: ["--format=ustar"],
    fill: `
mkdir -p links late owners
cp -p "$LOWER/links/one" links/one; ln links/one links/three
: >late/.wh.x; mkdir -p late/y; echo y >late/y/f
cp -p "$LOWER/owners/a" owners/a; chown 0:5 owners/a; chmod 4711 owners/a
ln -s ../../../../etc/passwd late/up
`,
  },
];

/** Writes an OCI layout at `folder` with the tag `latest`. Needs root (devices, owners), GNU tar, setcap, setfattr, busybox. */
export const makeEdgeImage = (folder: string, busybox: string): void => {
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
  const blob = (bytes: Buffer) => {
    const digest = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(join(folder, "blobs", "sha256", digest), bytes);
    return { digest: `sha256:${digest}`, size: bytes.length };
  };
  const json = (value: unknown) => blob(Buffer.from(JSON.stringify(value)));

  const tars = layers.map(({ fill, tar }, index) => {
    const root = join(folder, `layer${index}`);
    mkdirSync(root);
    must("sh", ["-euc", fill], { cwd: root, env: { BUSYBOX: busybox, LOWER: join(folder, "layer0") } });
    const file = `${root}.tar`;
    must("tar", [...tar, "--sort=name", "--numeric-owner", "-cf", file, "."], { cwd: root });
    return readFileSync(file);
  });
  const config = {
    created: "2024-01-02T03:04:05Z",
    architecture: "amd64",
    os: "linux",
    config: {
      Entrypoint: ["/bin/sh", "-c", 'echo "entry: $*"', "entry"],
      Cmd: ["from", "the command"],
      Env: [
        "PATH=/bin:/usr/bin",
        'QUOTES=it\'s "quoted"',
        "DOLLAR=$HOME ${A}",
        "BACKTICK=`id`",
        "LINES=one\ntwo",
      ],
      Labels: { "org.example.quoted": 'a "b" <c>' },
    },
    rootfs: {
      type: "layers",
      diff_ids: tars.map((tar) => `sha256:${createHash("sha256").update(tar).digest("hex")}`),
    },
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", ...json(config) },
    layers: tars.map((tar) => ({
      mediaType: "application/vnd.oci.image.layer.v1.tar+gzip",
      ...blob(gzipSync(tar)),
    })),
  };
  writeFileSync(join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(
    join(folder, "index.json"),
    JSON.stringify({
      schemaVersion: 2,
      manifests: [
        {
          mediaType: manifest.mediaType,
          ...json(manifest),
          annotations: { "org.opencontainers.image.ref.name": "latest" },
        },
      ],
    }),
  );
};
