// The scalars that the schema has beside GraphQL's own.
import "./double.ts";
import "./duration.ts";
import "./json.ts";
import "./long.ts";
import "./revision.ts";
import "./timestamp.ts";
import "./uint32.ts";
