/** Which commands of a build install shared libraries where the dynamic linker finds them by its cache only. */

import { optionsOf } from "@deftools/shell";
import type { Span } from "@deftools/text";
import { installs, workFolder } from "./installs.ts";
import { isBelow } from "./path.ts";
import { placementsOf } from "./placements.ts";
import type { Step } from "./step.ts";

/** The place that says so, if a step installs libraries or tells the linker of a new folder. */
export const libraryInstall = (steps: readonly Step[], index: number): Span | undefined => {
  const step = steps[index];
  if (step === undefined) return undefined;
  const listed = placementsOf(step).find(({ path }) => isLinkerSetting(path));
  if (listed !== undefined) return listed.span;
  return copiedLibrary(step) ?? builtLibrary(steps, index, step);
};

/** `/etc/ld.so.conf` and its folder: a new line there is read by `ldconfig`, not by the linker. */
const isLinkerSetting = (path: string): boolean =>
  path === "/etc/ld.so.conf" || isBelow(path, "/etc/ld.so.conf.d");

/** Whether a name is that of a shared library: `libz.so.1.3`. */
export const isLibraryName = (name: string): boolean => /\.so(?:\.[\d.*]+)?\*?$/.test(name);

/**
 * Whether the linker looks into a folder, or for a library, only by its cache: `/lib` and `/usr/lib` it always searches, and folders of plug-ins
 * never.
 */
export const needsCache = (path: string): boolean =>
  /^\/usr\/local\/lib(?:64)?(?:\/[\w-]+-linux-gnu\w*)?(?:\/[^/]*\.so[^/]*)?\/?$/.test(path);

const copiedLibrary = (step: Step): Span | undefined => {
  if (!/^(?:cp|mv|install)$/.test(step.plain.name ?? "")) return undefined;
  const sources = optionsOf(step.plain.arguments, { valued: ["-t", "-m", "-o", "-g"] }).operands;
  if (!sources.some((word) => isLibraryName(step.textOf(word) ?? ""))) return undefined;
  return placementsOf(step).find(({ how, path }) => how === "copy" && needsCache(path))?.span;
};

/** `make install` and its kin, in the sources of a library, with the default prefix. */
const builtLibrary = (steps: readonly Step[], index: number, step: Step): Span | undefined => {
  const { name = "", nameWord } = step.plain;
  if (!/^(?:g?make|ninja|cmake|meson|b2)$/.test(name) || !installs(step)) return undefined;
  const configuring = steps
    .slice(0, index)
    .findLast((other) => configures(other) && sameProject(other, step));
  if (configuring !== undefined && isPerlModule(configuring)) return undefined;
  const prefix = prefixOf(step) ?? (configuring && prefixOf(configuring)) ?? "/usr/local";
  if (!isBelow(prefix, "/usr/local") || linkage(configuring) === "static") return undefined;
  const byCmake = name === "cmake" || configuring?.plain.name?.startsWith("cmake") === true;
  if (linkage(configuring) !== "shared" && name !== "b2" && !isLibraryProject(workFolder(step), byCmake))
    return undefined;
  return nameWord && { start: nameWord.span.start, end: step.command.span.end };
};

const configures = ({ plain: { name = "", arguments: words } }: Step): boolean => {
  if (/^(?:configure|config|Configure|bootstrap\.sh)$/.test(name)) return true;
  if (isPerlModule({ plain: { name, arguments: words } })) return true;
  const first = words[0]?.text;
  if (name === "cmake") return first !== "--build" && first !== "--install";
  return name === "meson" && first !== "install" && first !== "compile";
};

/** `perl Makefile.PL`: what `make install` brings then is found by perl. */
const isPerlModule = ({
  plain: { name, arguments: words },
}: {
  readonly plain: Pick<Step["plain"], "name" | "arguments">;
}): boolean => name === "perl" && /^(?:Makefile|Build)\.PL$/.test(words[0]?.text ?? "");

/** One folder lies in the other, as `build` in the sources; the two may as well be siblings of a source tree. */
const sameProject = ({ folder: a }: Step, step: Step): boolean => {
  const b = workFolder(step);
  return a !== undefined && b !== undefined && (isBelow(a, b) || isBelow(b, a));
};

/** The prefix that options name; `*` if they name one that is not known. */
const prefixOf = (step: Step): string | undefined => {
  const place = placementsOf(step).find(({ how }) => how === "install");
  if (place !== undefined) return place.path;
  const named = step.plain.arguments.some(({ text }) =>
    /^--?(?:install-)?prefix\b|^(?:-D)?CMAKE_INSTALL_PREFIX|^(?:PREFIX|prefix|DESTDIR)=/.test(text),
  );
  return named ? "*" : undefined;
};

const linkage = (configuring: Step | undefined): "shared" | "static" | undefined => {
  for (const { text } of configuring?.plain.arguments ?? []) {
    if (/^(?:--enable-shared|--with-shared|-?-?shared|--default-library=shared)$/.test(text)) return "shared";
    if (/^(?:-D)?BUILD_SHARED_LIBS(?::BOOL)?=(?:ON|1|TRUE|YES)$/i.test(text)) return "shared";
    if (/^(?:--disable-shared|--default-library=static|-static)$/.test(text)) return "static";
    if (/^(?:-D)?BUILD_SHARED_LIBS(?::BOOL)?=(?:OFF|0|FALSE|NO)$/i.test(text)) return "static";
  }
  return undefined;
};

/**
 * Whether the folder of the sources, without its version, has the name of a library: `libfoo`, `foo-libbar`, `foolib`. What CMake configures is
 * static unless the project or its user says otherwise, so that there only known projects count.
 */
const isLibraryProject = (folder: string | undefined, byCmake: boolean): boolean => {
  const project =
    folder
      ?.replace(/^\/root\b/, "")
      .split("/")
      .findLast((part) => !BUILD_FOLDERS.test(part)) ?? "";
  const name = project.toLowerCase().replace(/[-_.]?v?[\d*].*$/, "");
  if (LIBRARIES.has(name)) return true;
  return !byCmake && !STATIC.has(name) && /(?:^|[-_])lib[a-z]|[a-z]lib$/.test(name);
};

/** Folders inside the sources where builds happen. */
const BUILD_FOLDERS =
  /^(?:[._]?(?:build|bld|obj|release|debug|source|src|c|cpp|c\+\+|cmake[-_]?(?:build|debug|release))(?:[-_.\d].*)?|cmake)$/i;

/** Well-known projects that install shared libraries by default and whose names do not begin with `lib`. */
const LIBRARIES: ReadonlySet<string> = new Set([
  ...["openmpi", "ompi", "mpich", "mvapich", "ucx", "pmix", "openpmix", "hwloc", "ofi", "psm", "rdma-core"],
  ...[
    "hdf",
    "hdf5",
    "netcdf",
    "netcdf-c",
    "netcdf-cxx",
    "netcdf-fortran",
    "pnetcdf",
    "parallel-netcdf",
    "adios",
  ],
  ...["fftw", "gsl", "openblas", "petsc", "slepc", "suitesparse", "sundials"],
  ...["arpack-ng", "armadillo", "gmp", "mpfr", "mpc", "isl", "nlopt"],
  ...["boost", "htslib", "zlib", "zlib-ng", "xz", "zstd", "lz", "szip", "openssl", "curl", "sqlite"],
  ...["proj", "geos", "gdal", "opencv", "glog", "jsoncpp", "arrow"],
  ...["vtk", "pcl", "assimp", "qhull", "freetype", "cairo", "pango", "glib", "pcre", "readline"],
  ...["geant", "root", "clhep", "xerces-c", "fastjet", "lhapdf", "hepmc", "openbabel", "papi", "tbb", "mesa"],
]);

/** Projects with such a name that install static libraries by default. */
const STATIC: ReadonlySet<string> = new Set(["libxc", "libint"]);
