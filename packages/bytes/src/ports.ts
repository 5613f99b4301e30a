/** The shapes bytes come and go in; every engine room speaks these and never a file name. */

/** Bytes in order. Whoever iterates to the end, or leaves early, closes what is behind it. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** Takes bytes in order. `write` settles when the next bytes may come (back-pressure); the bytes may be reused after that. */
export interface ByteSink {
  /** How many bytes were written so far. */
  readonly position: number;
  write(bytes: Uint8Array): Promise<void>;
}

/** Gives bytes from anywhere. */
export interface ByteSource {
  readonly size: number;
  /** Exactly `length` bytes from `offset`. @throws Failure "bytes/truncated" when they are not there */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** The same into memory of the caller's, for who copies much and wants no garbage. Not every source can. */
  readInto?(offset: number, target: Uint8Array): Promise<void>;
}

/** A file being written: bytes go to any place of it. */
export interface RandomAccessSink {
  writeAt(offset: number, bytes: Uint8Array): Promise<void>;
}
