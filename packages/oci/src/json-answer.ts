/** Answers that are JSON documents, checked at the door. */

import { collect } from "@deftools/bytes";
import * as v from "valibot";
import { failure } from "./failure.ts";
import type { HttpAnswer } from "./http.ts";

/** More than any page of a list. */
const ANSWER_MAXIMUM = 4 * 1024 * 1024;

/** What an answer says, of the shape that is expected. @throws Failure "oci/bad-manifest" for anything else */
export const jsonAnswer = async <Document>(
  { body }: HttpAnswer,
  subject: string,
  schema: v.GenericSchema<unknown, Document>,
): Promise<Document> => {
  const bytes = await collect(body, ANSWER_MAXIMUM, subject);
  try {
    return v.parse(schema, JSON.parse(Buffer.from(bytes).toString("utf8")));
  } catch (cause) {
    throw failure("oci/bad-manifest", `${subject} came as something else`, { cause });
  }
};
