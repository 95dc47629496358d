-- A record of version 2 in PostgreSQL, as pg_dump wrote it when that was the present version; frozen.
CREATE TABLE archive (
    sha256 character varying(64) NOT NULL COLLATE "C",
    size integer NOT NULL,
    packing character varying(8) NOT NULL COLLATE "C",
    bytes bytea NOT NULL
);
CREATE TABLE citations (
    claim integer NOT NULL,
    seq integer NOT NULL,
    role character varying(32) NOT NULL COLLATE "C",
    start integer NOT NULL,
    "end" integer NOT NULL,
    exact text NOT NULL COLLATE "C"
);
CREATE TABLE claim_words (
    number integer NOT NULL,
    part integer NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE claims (
    number integer NOT NULL,
    id character varying(64) NOT NULL COLLATE "C",
    document integer NOT NULL,
    kind character varying(32) NOT NULL COLLATE "C",
    seq integer NOT NULL,
    payload text NOT NULL COLLATE "C",
    confidence double precision NOT NULL,
    made_by text NOT NULL COLLATE "C",
    words text NOT NULL COLLATE "C",
    earliest character varying(10) COLLATE "C",
    latest character varying(10) COLLATE "C",
    added character varying(32) NOT NULL COLLATE "C",
    retired character varying(32) COLLATE "C",
    verdict character varying(8) COLLATE "C",
    corrected text COLLATE "C",
    level character varying(12) DEFAULT 'public'::character varying NOT NULL COLLATE "C",
    flag character varying(16) COLLATE "C"
);
CREATE TABLE document_words (
    number integer NOT NULL,
    part integer NOT NULL,
    words tsvector NOT NULL
);
CREATE TABLE documents (
    number integer NOT NULL,
    id character varying(71) NOT NULL COLLATE "C",
    source text NOT NULL COLLATE "C",
    text text NOT NULL COLLATE "C",
    derived_by text NOT NULL COLLATE "C",
    passages text NOT NULL COLLATE "C",
    path text COLLATE "C",
    url text COLLATE "C",
    title text COLLATE "C",
    publisher text COLLATE "C",
    published character varying(64) COLLATE "C",
    published_from character varying(16) NOT NULL COLLATE "C",
    earliest character varying(10) COLLATE "C",
    latest character varying(10) COLLATE "C",
    language character varying(16) NOT NULL COLLATE "C",
    credits text NOT NULL COLLATE "C",
    kind character varying(32) NOT NULL COLLATE "C",
    state character varying(8) NOT NULL COLLATE "C",
    reason text COLLATE "C",
    is_dialogue_report boolean NOT NULL,
    made_by text NOT NULL COLLATE "C",
    added character varying(32) NOT NULL COLLATE "C",
    read character varying(32) COLLATE "C",
    level character varying(12) DEFAULT 'public'::character varying NOT NULL COLLATE "C",
    follows integer,
    superseded character varying(32) COLLATE "C"
);
CREATE TABLE facets (
    claim integer NOT NULL,
    field character varying(32) NOT NULL COLLATE "C",
    value character varying(400) NOT NULL COLLATE "C"
);
CREATE TABLE judged (
    judgement integer NOT NULL,
    about character varying(71) NOT NULL COLLATE "C"
);
CREATE TABLE judgements (
    number integer NOT NULL,
    id character varying(64) NOT NULL COLLATE "C",
    act character varying(16) NOT NULL COLLATE "C",
    subject text NOT NULL COLLATE "C",
    payload text NOT NULL COLLATE "C",
    author text NOT NULL COLLATE "C",
    made character varying(32) NOT NULL COLLATE "C",
    reason text COLLATE "C"
);
CREATE SEQUENCE judgements_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE judgements_number_seq OWNED BY judgements.number;
CREATE TABLE known_names (
    number integer NOT NULL,
    name text NOT NULL COLLATE "C",
    party text COLLATE "C",
    searched text NOT NULL COLLATE "C",
    sides text NOT NULL COLLATE "C",
    home integer,
    is_full boolean NOT NULL
);
CREATE TABLE mentions (
    claim integer NOT NULL,
    document integer NOT NULL,
    name integer NOT NULL,
    office text COLLATE "C",
    function text COLLATE "C",
    year character varying(4) COLLATE "C",
    person integer,
    earliest character varying(10) COLLATE "C",
    latest character varying(10) COLLATE "C"
);
CREATE TABLE meta (
    name character varying(40) NOT NULL COLLATE "C",
    value text NOT NULL COLLATE "C"
);
CREATE TABLE name_terms (
    term text NOT NULL COLLATE "C",
    name integer NOT NULL
);
CREATE TABLE people (
    number integer NOT NULL,
    name text NOT NULL COLLATE "C",
    party text COLLATE "C",
    names text NOT NULL COLLATE "C",
    offices text NOT NULL COLLATE "C",
    functions text NOT NULL COLLATE "C",
    claims integer NOT NULL,
    documents integer NOT NULL,
    earliest character varying(10) COLLATE "C",
    latest character varying(10) COLLATE "C",
    cited character varying(71) NOT NULL COLLATE "C",
    start integer NOT NULL,
    "end" integer NOT NULL
);
CREATE TABLE readings (
    number integer NOT NULL,
    document integer NOT NULL,
    made_by text NOT NULL COLLATE "C",
    at character varying(32) NOT NULL COLLATE "C",
    added integer NOT NULL,
    renewed integer NOT NULL,
    retired integer NOT NULL
);
CREATE SEQUENCE readings_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE readings_number_seq OWNED BY readings.number;
CREATE TABLE register_entries (
    number integer NOT NULL,
    id character varying(64) NOT NULL COLLATE "C",
    entry text NOT NULL COLLATE "C",
    added character varying(32) NOT NULL COLLATE "C"
);
CREATE SEQUENCE register_entries_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE register_entries_number_seq OWNED BY register_entries.number;
CREATE TABLE series (
    number integer NOT NULL,
    key text NOT NULL COLLATE "C",
    name text COLLATE "C",
    names text NOT NULL COLLATE "C",
    parties text NOT NULL COLLATE "C",
    convenors text NOT NULL COLLATE "C",
    track character varying(8) COLLATE "C",
    rounds integer NOT NULL,
    documents integer NOT NULL,
    earliest character varying(10) COLLATE "C",
    latest character varying(10) COLLATE "C",
    last_change text COLLATE "C",
    cited character varying(71) NOT NULL COLLATE "C",
    start integer NOT NULL,
    "end" integer NOT NULL
);
CREATE TABLE series_members (
    series integer NOT NULL,
    claim integer NOT NULL,
    document integer NOT NULL,
    earliest character varying(10) COLLATE "C",
    latest character varying(10) COLLATE "C"
);
CREATE TABLE set_asides (
    number integer NOT NULL,
    source text NOT NULL COLLATE "C",
    sha256 character varying(64) NOT NULL COLLATE "C",
    reason text NOT NULL COLLATE "C",
    added character varying(32) NOT NULL COLLATE "C",
    level character varying(12) DEFAULT 'public'::character varying NOT NULL COLLATE "C"
);
CREATE SEQUENCE set_asides_number_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE set_asides_number_seq OWNED BY set_asides.number;
CREATE TABLE stale_documents (
    document integer NOT NULL
);
CREATE TABLE tellings (
    claim integer NOT NULL,
    document integer NOT NULL,
    parties text NOT NULL COLLATE "C",
    called text NOT NULL COLLATE "C"
);
ALTER TABLE judgements ALTER COLUMN number SET DEFAULT nextval('judgements_number_seq'::regclass);
ALTER TABLE readings ALTER COLUMN number SET DEFAULT nextval('readings_number_seq'::regclass);
ALTER TABLE register_entries ALTER COLUMN number SET DEFAULT nextval('register_entries_number_seq'::regclass);
ALTER TABLE set_asides ALTER COLUMN number SET DEFAULT nextval('set_asides_number_seq'::regclass);
INSERT INTO archive VALUES ('4abc86e5a402ee53602a9312bfd13a5887904b0fb5beb9397bb70829d1c7948e', 183, 'zlib', '\x789c3d8ec10902311045ef5bc52f40d2c3de0411bd798e9b810d1b33616662ae5b881e2cc646b612038ac7c787f7fe31e6a84682317b1cf8fd8a02f531200867829ac48514b7aad6818bc3b63e2e841653821017cab09970650924bb6d7d423b1aa7d0e7c2d2ddea8661df1313d7dcb178319cfd9d124ea2cb3767b3b77fad911042d4a9aa5270187f6f9ad76ee796dd071140449f');
INSERT INTO archive VALUES ('c26bbf775e1edbb85c1a116fff881918a883ce6bc0f50436ba51fb7bbd015536', 76, 'zlib', '\x789c0dcbd10d80200c45d155de0086618c0b1429d21f1afa30ae6f7fefc9bd86a21b87cd07ebf52df884e862718069146b05a784a25a3466d8f0899d563d9a06ee7032fff2030d881b14');
INSERT INTO citations VALUES (1, 0, 'content', 24, 47, 'drone strikes must stop');
INSERT INTO citations VALUES (2, 0, 'content', 24, 37, 'drone strikes');
INSERT INTO citations VALUES (3, 0, 'content', 136, 158, 'strikes were discussed');
INSERT INTO citations VALUES (3, 1, 'content', 160, 177, 'A drone was shown');
INSERT INTO citations VALUES (4, 0, 'content', 0, 26, 'The fishing quota was fair');
INSERT INTO claim_words VALUES (1, 0, '''=drone'' ''=must'' ''=stop'' ''=strikes'' ''drone'':1 ''must'':3 ''stop'':4 ''strike'':2');
INSERT INTO claim_words VALUES (2, 0, '''=drone'' ''=strikes'' ''drone'':1 ''strike'':2');
INSERT INTO claim_words VALUES (3, 0, '''=a'' ''=discussed'' ''=drone'' ''=shown'' ''=strikes'' ''=was'' ''=were'' ''a'':4 ''discuss'':3 ''drone'':5 ''shown'':7 ''strike'':1 ''was'':6 ''were'':2');
INSERT INTO claim_words VALUES (4, 0, '''=fair'' ''=fishing'' ''=quota'' ''=the'' ''=was'' ''fair'':5 ''fish'':2 ''quota'':3 ''the'':1 ''was'':4');
INSERT INTO claims VALUES (1, 'e13055bf7b416371f9094e9bede9c5b8b3160b3e17a23024d7fad2e8949fae71', 1, 'statements', 0, '{"act":"STATE","addressee":null,"content":[[24,47]],"cue":[],"issues":["drone strikes"],"kind":"indirect","modality":"actual","nested_in":null,"party":"RUR","source":[],"speaker":"Ana Košir"}', 0.8, 'hand 1', 'drone strikes must stop', '2013-08-02', '2013-08-02', '2026-11-22T05:43:49+00:00', NULL, NULL, NULL, 'public', NULL);
INSERT INTO claims VALUES (2, 'df08850660de06c67aba047bef663d165546e549aaaeff0452e5aae30c62b286', 1, 'statements', 1, '{"act":"STATE","addressee":null,"content":[[24,37]],"cue":[],"issues":[],"kind":"indirect","modality":"actual","nested_in":"e13055bf7b416371f9094e9bede9c5b8b3160b3e17a23024d7fad2e8949fae71","party":"RUR","source":[],"speaker":"Ana Košir"}', 0.8, 'hand 1', 'drone strikes', '2013-08-02', '2013-08-02', '2026-11-22T05:43:49+00:00', NULL, NULL, NULL, 'public', NULL);
INSERT INTO claims VALUES (3, 'b52b7e22acea383060b32aa6fd982afa94c6020685b3c7d86584a8ff4e850c16', 1, 'statements', 2, '{"act":"STATE","addressee":null,"content":[[136,158],[160,177]],"cue":[],"issues":[],"kind":"indirect","modality":"actual","nested_in":null,"party":"ELB","source":[],"speaker":"Pavel Orsk"}', 0.8, 'hand 1', 'strikes were discussed … A drone was shown', '2013-08-02', '2013-08-02', '2026-11-22T05:43:49+00:00', NULL, NULL, NULL, 'public', NULL);
INSERT INTO claims VALUES (4, '17b1c3d71bfa01964eecf748e514b1bf8d90dbc29cd1f2a42d79ab77771f5852', 2, 'statements', 0, '{"act":"STATE","addressee":null,"content":[[0,26]],"cue":[],"issues":[],"kind":"indirect","modality":"actual","nested_in":null,"party":"RUR","source":[],"speaker":"Ana Košir"}', 0.8, 'hand 1', 'The fishing quota was fair', '2014-02-01', '2014-02-28', '2026-11-22T05:43:49+00:00', NULL, NULL, NULL, 'public', NULL);
INSERT INTO document_words VALUES (1, 0, '''=a'' ''=ana'' ''=border'' ''=counterpart'' ''=discussed'' ''=drone'' ''=her'' ''=kosir'' ''=minister'' ''=must'' ''=orsk'' ''=pavel'' ''=reopen'' ''=reporters'' ''=said'' ''=she'' ''=shown'' ''=stop'' ''=strikes'' ''=that'' ''=the'' ''=told'' ''=was'' ''=we'' ''=were'' ''=will'' ''a'':26 ''ana'':2 ''border'':13 ''counterpart'':18 ''discuss'':25 ''drone'':5,27 ''her'':17 ''kosir'':3 ''minist'':1 ''must'':7 ''orsk'':20 ''pavel'':19 ''reopen'':11 ''report'':16 ''said'':4,21 ''she'':14 ''shown'':29 ''stop'':8 ''strike'':6,23 ''that'':22 ''the'':12 ''told'':15 ''was'':28 ''we'':9 ''were'':24 ''will'':10');
INSERT INTO document_words VALUES (2, 0, '''=birds'' ''=border'' ''=crossing'' ''=fair'' ''=fishing'' ''=on'' ''=quota'' ''=rare'' ''=said'' ''=sat'' ''=she'' ''=the'' ''=was'' ''bird'':9 ''border'':13 ''cross'':14 ''fair'':5 ''fish'':2 ''on'':11 ''quota'':3 ''rare'':8 ''said'':7 ''sat'':10 ''she'':6 ''the'':1,12 ''was'':4');
INSERT INTO documents VALUES (1, 'sha256:4abc86e5a402ee53602a9312bfd13a5887904b0fb5beb9397bb70829d1c7948e', '{}', 'Minister Ana Košir said drone strikes must stop. “We will reopen the border,” she told reporters.

Her counterpart Pavel Orsk said that strikes were discussed. A drone was shown.', 'plain text', '[]', 'a.txt', NULL, NULL, NULL, '2013-08-02', 'text', '2013-08-02', '2013-08-02', 'en', '[]', 'other', 'read', NULL, true, 'hand 1', '2026-11-22T05:43:49+00:00', '2026-11-22T05:43:49+00:00', 'public', NULL, NULL);
INSERT INTO documents VALUES (2, 'sha256:c26bbf775e1edbb85c1a116fff881918a883ce6bc0f50436ba51fb7bbd015536', '{}', 'The fishing quota was fair, she said. Rare birds sat on the border crossing.', 'plain text', '[]', 'quota.txt', NULL, NULL, NULL, '2014-02', 'text', '2014-02-01', '2014-02-28', 'en', '[]', 'other', 'read', NULL, true, 'hand 1', '2026-11-22T05:43:49+00:00', '2026-11-22T05:43:49+00:00', 'public', NULL, NULL);
INSERT INTO facets VALUES (1, 'issue', 'drone strikes');
INSERT INTO facets VALUES (1, 'party', 'rur');
INSERT INTO facets VALUES (1, 'person', 'ana kosir');
INSERT INTO facets VALUES (1, 'what', 'state');
INSERT INTO facets VALUES (2, 'party', 'rur');
INSERT INTO facets VALUES (2, 'person', 'ana kosir');
INSERT INTO facets VALUES (2, 'what', 'state');
INSERT INTO facets VALUES (3, 'party', 'elb');
INSERT INTO facets VALUES (3, 'person', 'pavel orsk');
INSERT INTO facets VALUES (3, 'what', 'state');
INSERT INTO facets VALUES (4, 'party', 'rur');
INSERT INTO facets VALUES (4, 'person', 'ana kosir');
INSERT INTO facets VALUES (4, 'what', 'state');
INSERT INTO meta VALUES ('schema', '2');
INSERT INTO meta VALUES ('made_by', 'tracktwo 0.1.0');
INSERT INTO meta VALUES ('secret', 'da8550d1bb87792b07a740d10dd5dfb53f5e2fda565ed37599b34381144b292d');
INSERT INTO meta VALUES ('rules', 'b29e7666f310d6ca');
INSERT INTO meta VALUES ('state', 'c8e1f99d23f6ab76');
INSERT INTO readings VALUES (1, 1, 'hand 1', '2026-11-22T05:43:49+00:00', 3, 0, 0);
INSERT INTO readings VALUES (2, 2, 'hand 1', '2026-11-22T05:43:49+00:00', 1, 0, 0);
INSERT INTO set_asides VALUES (1, 'c.pdf', '', 'encrypted', '2026-11-22T05:43:49+00:00', 'public');
SELECT pg_catalog.setval('judgements_number_seq', 1, false);
SELECT pg_catalog.setval('readings_number_seq', 2, true);
SELECT pg_catalog.setval('register_entries_number_seq', 1, false);
SELECT pg_catalog.setval('set_asides_number_seq', 1, true);
ALTER TABLE archive
    ADD CONSTRAINT archive_pkey PRIMARY KEY (sha256);
ALTER TABLE citations
    ADD CONSTRAINT citations_pkey PRIMARY KEY (claim, seq);
ALTER TABLE claim_words
    ADD CONSTRAINT claim_words_pkey PRIMARY KEY (number, part);
ALTER TABLE claims
    ADD CONSTRAINT claims_id_key UNIQUE (id);
ALTER TABLE claims
    ADD CONSTRAINT claims_pkey PRIMARY KEY (number);
ALTER TABLE document_words
    ADD CONSTRAINT document_words_pkey PRIMARY KEY (number, part);
ALTER TABLE documents
    ADD CONSTRAINT documents_id_key UNIQUE (id);
ALTER TABLE documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (number);
ALTER TABLE facets
    ADD CONSTRAINT facets_pkey PRIMARY KEY (claim, field, value);
ALTER TABLE judged
    ADD CONSTRAINT judged_pkey PRIMARY KEY (judgement, about);
ALTER TABLE judgements
    ADD CONSTRAINT judgements_id_key UNIQUE (id);
ALTER TABLE judgements
    ADD CONSTRAINT judgements_pkey PRIMARY KEY (number);
ALTER TABLE known_names
    ADD CONSTRAINT known_names_pkey PRIMARY KEY (number);
ALTER TABLE mentions
    ADD CONSTRAINT mentions_pkey PRIMARY KEY (claim);
ALTER TABLE meta
    ADD CONSTRAINT meta_pkey PRIMARY KEY (name);
ALTER TABLE name_terms
    ADD CONSTRAINT name_terms_pkey PRIMARY KEY (term, name);
ALTER TABLE people
    ADD CONSTRAINT people_pkey PRIMARY KEY (number);
ALTER TABLE readings
    ADD CONSTRAINT readings_pkey PRIMARY KEY (number);
ALTER TABLE register_entries
    ADD CONSTRAINT register_entries_id_key UNIQUE (id);
ALTER TABLE register_entries
    ADD CONSTRAINT register_entries_pkey PRIMARY KEY (number);
ALTER TABLE series_members
    ADD CONSTRAINT series_members_pkey PRIMARY KEY (series, claim);
ALTER TABLE series
    ADD CONSTRAINT series_pkey PRIMARY KEY (number);
ALTER TABLE set_asides
    ADD CONSTRAINT set_asides_pkey PRIMARY KEY (number);
ALTER TABLE stale_documents
    ADD CONSTRAINT stale_documents_pkey PRIMARY KEY (document);
ALTER TABLE tellings
    ADD CONSTRAINT tellings_pkey PRIMARY KEY (claim);
CREATE INDEX claim_words_by_word ON claim_words USING gin (words);
CREATE INDEX claims_by_day ON claims USING btree (kind, earliest, document, seq);
CREATE INDEX claims_by_document ON claims USING btree (document, kind, seq);
CREATE INDEX claims_by_kind ON claims USING btree (kind, latest);
CREATE INDEX claims_by_level ON claims USING btree (level, document) WHERE ((level)::text <> 'public'::text);
CREATE INDEX claims_unjudged ON claims USING btree (confidence, document, kind, seq) WHERE ((verdict IS NULL) AND (corrected IS NULL) AND (retired IS NULL));
CREATE INDEX document_words_by_word ON document_words USING gin (words);
CREATE INDEX documents_by_day ON documents USING btree (earliest, number);
CREATE INDEX documents_by_follows ON documents USING btree (follows) WHERE (follows IS NOT NULL);
CREATE INDEX documents_by_level ON documents USING btree (level) WHERE ((level)::text <> 'public'::text);
CREATE INDEX documents_by_url ON documents USING hash (url);
CREATE INDEX facets_by_value ON facets USING btree (field, value, claim);
CREATE INDEX judged_by_about ON judged USING btree (about);
CREATE INDEX known_names_by_home ON known_names USING btree (home);
CREATE INDEX known_names_by_name ON known_names USING hash (name);
CREATE INDEX mentions_by_document ON mentions USING btree (document);
CREATE INDEX mentions_by_name ON mentions USING btree (name, year);
CREATE INDEX mentions_by_person ON mentions USING btree (person, document, earliest, latest);
CREATE INDEX name_terms_by_name ON name_terms USING btree (name);
CREATE INDEX readings_by_document ON readings USING btree (document);
CREATE INDEX series_by_key ON series USING hash (key);
CREATE INDEX series_members_by_claim ON series_members USING btree (claim);
CREATE INDEX series_members_by_document ON series_members USING btree (document, series);
CREATE INDEX set_asides_by_source ON set_asides USING hash (source);
CREATE INDEX tellings_by_called ON tellings USING hash (called);
CREATE INDEX tellings_by_document ON tellings USING btree (document);
CREATE INDEX tellings_by_parties ON tellings USING hash (parties);
ALTER TABLE citations
    ADD CONSTRAINT citations_claim_fkey FOREIGN KEY (claim) REFERENCES claims(number);
ALTER TABLE claim_words
    ADD CONSTRAINT claim_words_number_fkey FOREIGN KEY (number) REFERENCES claims(number);
ALTER TABLE claims
    ADD CONSTRAINT claims_document_fkey FOREIGN KEY (document) REFERENCES documents(number);
ALTER TABLE document_words
    ADD CONSTRAINT document_words_number_fkey FOREIGN KEY (number) REFERENCES documents(number);
ALTER TABLE documents
    ADD CONSTRAINT documents_follows_fkey FOREIGN KEY (follows) REFERENCES documents(number);
ALTER TABLE facets
    ADD CONSTRAINT facets_claim_fkey FOREIGN KEY (claim) REFERENCES claims(number);
ALTER TABLE judged
    ADD CONSTRAINT judged_judgement_fkey FOREIGN KEY (judgement) REFERENCES judgements(number);
ALTER TABLE mentions
    ADD CONSTRAINT mentions_claim_fkey FOREIGN KEY (claim) REFERENCES claims(number);
ALTER TABLE mentions
    ADD CONSTRAINT mentions_document_fkey FOREIGN KEY (document) REFERENCES documents(number);
ALTER TABLE mentions
    ADD CONSTRAINT mentions_name_fkey FOREIGN KEY (name) REFERENCES known_names(number);
ALTER TABLE name_terms
    ADD CONSTRAINT name_terms_name_fkey FOREIGN KEY (name) REFERENCES known_names(number);
ALTER TABLE readings
    ADD CONSTRAINT readings_document_fkey FOREIGN KEY (document) REFERENCES documents(number);
ALTER TABLE series_members
    ADD CONSTRAINT series_members_claim_fkey FOREIGN KEY (claim) REFERENCES claims(number);
ALTER TABLE series_members
    ADD CONSTRAINT series_members_document_fkey FOREIGN KEY (document) REFERENCES documents(number);
ALTER TABLE series_members
    ADD CONSTRAINT series_members_series_fkey FOREIGN KEY (series) REFERENCES series(number);
ALTER TABLE stale_documents
    ADD CONSTRAINT stale_documents_document_fkey FOREIGN KEY (document) REFERENCES documents(number);
ALTER TABLE tellings
    ADD CONSTRAINT tellings_claim_fkey FOREIGN KEY (claim) REFERENCES claims(number);
ALTER TABLE tellings
    ADD CONSTRAINT tellings_document_fkey FOREIGN KEY (document) REFERENCES documents(number);
