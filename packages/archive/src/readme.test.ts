import { testReadme } from "../../../scripts/testing/test-readme.ts";

testReadme(new URL("../", import.meta.url));
