/** Keeps the session's texts in step with the client's: open, incremental change, close. */

import type {
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LONGEST_TEXT } from "../longest-text.ts";
import type { OpenText, Session } from "../session.ts";

/** An open text, and how its offsets read as the protocol's positions. */
export interface OpenDocument extends OpenText {
  readonly document: TextDocument;
}

/** The client's documents. The session knows their meaning, this their positions. */
export class Documents {
  readonly #session: Session;
  readonly #documents = new Map<string, TextDocument>();

  constructor(session: Session) {
    this.#session = session;
  }

  /** Takes a text in, the place of one that is open already; nothing for one that is too long. */
  open({
    textDocument: { uri, languageId, version, text },
  }: DidOpenTextDocumentParams): OpenDocument | undefined {
    return this.#put(TextDocument.create(uri, languageId, version, text));
  }

  /** Applies changes one after the other; nothing comes of a change to a document that is not open, or too long. */
  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): OpenDocument | undefined {
    const document = this.#documents.get(textDocument.uri);
    if (!document) return undefined;
    return this.#put(TextDocument.update(document, [...contentChanges], textDocument.version));
  }

  close({ textDocument }: DidCloseTextDocumentParams): void {
    this.#documents.delete(textDocument.uri);
    this.#session.close(textDocument.uri);
  }

  get(uri: string): OpenDocument | undefined {
    const document = this.#documents.get(uri);
    const opened = this.#session.get(uri);
    return document && opened && { ...opened, document };
  }

  /** All of them, in the order they were opened. */
  all(): readonly OpenDocument[] {
    return [...this.#documents.keys()].flatMap((uri) => this.get(uri) ?? []);
  }

  #put(document: TextDocument): OpenDocument | undefined {
    this.#documents.set(document.uri, document);
    const text = document.getText();
    if (LONGEST_TEXT < text.length) {
      this.#session.close(document.uri);
      return undefined;
    }
    return { ...this.#session.put(document.uri, document.version, text), document };
  }
}
