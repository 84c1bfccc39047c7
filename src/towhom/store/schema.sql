-- The store: one DuckDB file that holds documents and everything that was read in them.
--
-- It opens from R, Python, the DuckDB shell or anything else that speaks DuckDB; towhom is not needed
-- to read it. Start with the view events_flat: one row for each event and directed dyad, with its sentence.
--
-- Offsets are characters of documents.text, counted from 0; end_char is exclusive.
-- Dates are EDTF (ISO 8601-2) as far as the text supports them; earliest and latest bound them.
-- The remarks below also stand in the store itself: SELECT * FROM duckdb_columns().

-- What kind of file this is. One row.
CREATE TABLE store_info (
    format         VARCHAR NOT NULL,  -- always 'towhom'
    schema_version INTEGER NOT NULL   -- a program reads only the version that it knows
);

-- One build: which program, which model, which settings.
CREATE TABLE runs (
    run      INTEGER PRIMARY KEY,  -- 1, 2, 3 ... in the order in which they were started
    towhom   VARCHAR NOT NULL,     -- version of the program
    coder    VARCHAR NOT NULL,     -- version of the coder with the hash of its model
    settings VARCHAR NOT NULL,     -- settings of the coder, JSON
    started  TIMESTAMP NOT NULL,   -- UTC
    ended    TIMESTAMP,            -- UTC; NULL where the run was cut off
    added    INTEGER,              -- documents coded and kept in this run
    skipped  INTEGER,              -- documents that stood here already
    failed   INTEGER               -- files and documents that could not be read or coded
);

-- What a user handed in: immutable, known by the hash of its content.
CREATE TABLE documents (
    document VARCHAR PRIMARY KEY,  -- hash of the content
    title    VARCHAR,              -- as the format gave it
    date     VARCHAR,              -- EDTF, as the format or the user gave it
    source   VARCHAR,              -- publisher or publication
    url      VARCHAR,              -- where it was published
    path     VARCHAR,              -- where it was found; the first in alphabetical order of several
    raw      VARCHAR NOT NULL,     -- the text as extracted from the file
    text     VARCHAR NOT NULL,     -- the text as read: clean
    coder    VARCHAR NOT NULL,     -- version of the coder that the records of this document come from
    run      INTEGER NOT NULL      -- the run that coded it
);

-- Files and documents that the last attempt could not read or code.
CREATE TABLE failures (
    path   VARCHAR PRIMARY KEY,  -- as given
    reason VARCHAR NOT NULL,     -- in words
    run    INTEGER NOT NULL      -- the run that met it
);

-- Places where a text was damaged, and what was done about them.
CREATE TABLE repairs (
    document   VARCHAR NOT NULL,  -- documents.document
    repair     INTEGER NOT NULL,  -- number in the document, from 0
    kind       VARCHAR NOT NULL,  -- kind of damage
    start_char INTEGER NOT NULL,  -- in the clean text
    end_char   INTEGER NOT NULL,  -- in the clean text
    raw_start  INTEGER NOT NULL,  -- in the raw text
    raw_end    INTEGER NOT NULL,  -- in the raw text
    before     VARCHAR NOT NULL,  -- the raw words
    after      VARCHAR NOT NULL,  -- the words as read; the same as before where words are lost (a gap)
    confidence DOUBLE NOT NULL,   -- 0 to 1
    note       VARCHAR NOT NULL   -- one clause for a human reader
);

-- The units that are coded.
CREATE TABLE sentences (
    document   VARCHAR NOT NULL,  -- documents.document
    sentence   INTEGER NOT NULL,  -- number in the document, from 0
    start_char INTEGER NOT NULL,  -- in the clean text
    end_char   INTEGER NOT NULL,  -- in the clean text
    text       VARCHAR NOT NULL,  -- its words
    kind       VARCHAR NOT NULL   -- prose, heading, caption, fragment
);

-- Spans of sentences that refer to actors.
CREATE TABLE mentions (
    document   VARCHAR NOT NULL,  -- documents.document
    mention    INTEGER NOT NULL,  -- number in the document, from 0
    sentence   INTEGER NOT NULL,  -- sentences.sentence
    start_char INTEGER NOT NULL,  -- in the clean text
    end_char   INTEGER NOT NULL,  -- in the clean text
    text       VARCHAR NOT NULL,  -- its words
    kind       VARCHAR NOT NULL,  -- name, role, title, pronoun, group, model
    confidence DOUBLE NOT NULL,   -- 0 to 1
    reason     VARCHAR NOT NULL   -- in words: why this actor
);

-- To whom a mention refers: one actor, several ("the two sides"), or none where the text does not say.
CREATE TABLE mention_actors (
    document VARCHAR NOT NULL,    -- documents.document
    mention  INTEGER NOT NULL,    -- mentions.mention
    place    INTEGER NOT NULL,    -- place in the group, from 0
    actor    VARCHAR NOT NULL,    -- id in the registry ('country:KOR'), or 'text:' and the folded name
    name     VARCHAR NOT NULL,    -- display name
    code     VARCHAR NOT NULL,    -- ISO 3166 alpha-3, UNO, EUR, IGO, NGO, MNC, IMG, ISM; '---' if unknown
    sectors  VARCHAR[] NOT NULL,  -- PLOVER sectors at the time spoken of, the primary one first
    office   VARCHAR,             -- office held at the time spoken of
    wikidata VARCHAR              -- Q-number
);

-- Time expressions.
CREATE TABLE times (
    document   VARCHAR NOT NULL,  -- documents.document
    time       INTEGER NOT NULL,  -- number in the document, from 0
    sentence   INTEGER NOT NULL,  -- sentences.sentence
    start_char INTEGER NOT NULL,  -- in the clean text
    end_char   INTEGER NOT NULL,  -- in the clean text
    text       VARCHAR NOT NULL,  -- its words
    kind       VARCHAR NOT NULL,  -- DATE, TIME, DURATION, SET (TimeML 1.2.1)
    value      VARCHAR,           -- TIMEX3 value; NULL where open
    edtf       VARCHAR,           -- NULL: the text does not say
    earliest   DATE,              -- first day that it can mean
    latest     DATE,              -- last day that it can mean
    basis      VARCHAR NOT NULL   -- in words: what that rests on
);

-- Who did what to whom: PLOVER 2.0 events.
CREATE TABLE events (
    event       VARCHAR PRIMARY KEY,  -- id, from the content
    document    VARCHAR NOT NULL,     -- documents.document
    sentence    INTEGER NOT NULL,     -- sentences.sentence
    type        VARCHAR NOT NULL,     -- AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT ...
    modes       VARCHAR[] NOT NULL,   -- how, within the type
    contexts    VARCHAR[] NOT NULL,   -- what it is about
    modality    VARCHAR NOT NULL,     -- actual, historical, future, hypothetical, negated
    reciprocal  BOOLEAN NOT NULL,     -- all parties act alike: they stand as actors, there are no recipients
    quad_code   INTEGER NOT NULL,     -- 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict
    event_scale DOUBLE NOT NULL,      -- PLOVER score, -10 conflict to 10 cooperation (manual, table 2.2)
    trigger     VARCHAR NOT NULL,     -- the words that say it
    start_char  INTEGER NOT NULL,     -- of the trigger
    end_char    INTEGER NOT NULL,     -- of the trigger
    edtf        VARCHAR,              -- when; NULL: the text does not say
    earliest    DATE,                 -- first day that it can have been
    latest      DATE,                 -- last day that it can have been
    date_basis  VARCHAR NOT NULL,     -- in words: what the date rests on
    confidence  DOUBLE NOT NULL       -- 0 to 1
);

-- The mentions that say who acted and on whom.
CREATE TABLE event_actors (
    event    VARCHAR NOT NULL,  -- events.event
    document VARCHAR NOT NULL,  -- documents.document
    role     VARCHAR NOT NULL,  -- actor or recipient
    place    INTEGER NOT NULL,  -- place in the role, from 0
    mention  INTEGER NOT NULL   -- mentions.mention
);

-- The subjects that an event is about, of those that its sentence names.
CREATE TABLE event_about (
    event    VARCHAR NOT NULL,  -- events.event
    document VARCHAR NOT NULL,  -- documents.document
    place    INTEGER NOT NULL,  -- place in the text, from 0
    subject  VARCHAR NOT NULL   -- subjects.subject
);

-- Who backs or opposes what.
CREATE TABLE positions (
    position   VARCHAR PRIMARY KEY,  -- id, from the content
    document   VARCHAR NOT NULL,     -- documents.document
    sentence   INTEGER NOT NULL,     -- sentences.sentence
    holder     INTEGER NOT NULL,     -- mentions.mention
    stance     VARCHAR NOT NULL,     -- '+' backs, '-' opposes
    object     VARCHAR NOT NULL,     -- the words for what is backed or opposed
    start_char INTEGER NOT NULL,     -- of the object
    end_char   INTEGER NOT NULL,     -- of the object
    subject    VARCHAR,              -- subjects.subject that the object names, if any
    key        VARCHAR NOT NULL,     -- what objects are compared by: the subject, else the lemmas of the words
    edtf       VARCHAR,              -- when the stand was taken; NULL: the text does not say
    earliest   DATE,                 -- first day that it can have been
    latest     DATE,                 -- last day that it can have been
    date_basis VARCHAR,              -- in words: what the date rests on
    reason     VARCHAR NOT NULL,     -- in words: what the stand rests on
    confidence DOUBLE NOT NULL       -- 0 to 1
);

-- Named things that dealings are about and that do not act: one row for each time one is named.
CREATE TABLE subjects (
    document   VARCHAR NOT NULL,  -- documents.document
    place      INTEGER NOT NULL,  -- number in the document, from 0
    sentence   INTEGER NOT NULL,  -- sentences.sentence
    start_char INTEGER NOT NULL,  -- in the clean text
    end_char   INTEGER NOT NULL,  -- in the clean text
    subject    VARCHAR NOT NULL,  -- id in the registry, or 'text:', the kind and the folded words
    name       VARCHAR NOT NULL,  -- display name
    kind       VARCHAR NOT NULL,  -- agreement, measure, mechanism, policy, weapon, programme, facility, territory, incident
    text       VARCHAR NOT NULL,  -- the words in the document
    confidence DOUBLE NOT NULL    -- 0 to 1
);

-- Happenings: records of several sentences and documents that tell the same are one. Derived from the events when
-- a build ends; incident_state says of which. The columns are those of the record that describes it best.
CREATE TABLE incidents (
    incident   VARCHAR PRIMARY KEY,  -- id, from the smallest id of its events
    edtf       VARCHAR,              -- best date: the narrowest that most sources allow
    earliest   DATE,                 -- first day that it can have been
    latest     DATE,                 -- last day that it can have been
    date_basis VARCHAR NOT NULL,     -- in words: what the sources say
    type       VARCHAR NOT NULL,     -- PLOVER type
    modality   VARCHAR NOT NULL,     -- done where any source tells it as done
    quad_code  INTEGER NOT NULL,     -- 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict
    actors     VARCHAR[] NOT NULL,   -- names of those who acted
    recipients VARCHAR[] NOT NULL,   -- names of those acted upon
    codes      VARCHAR[] NOT NULL,   -- codes of all of them
    documents  INTEGER NOT NULL,     -- how many documents tell it
    records    INTEGER NOT NULL,     -- how many events it is made of
    confidence DOUBLE NOT NULL,      -- probability of the least sure merge; 1 for a single record
    text       VARCHAR NOT NULL,     -- the sentence that tells it best
    best       VARCHAR NOT NULL      -- events.event of that sentence
);

-- Which records tell of which happening: each event stands once.
CREATE TABLE incident_events (
    incident VARCHAR NOT NULL,  -- incidents.incident
    event    VARCHAR NOT NULL   -- events.event
);

-- Why records were taken for one happening, merge by merge.
CREATE TABLE incident_merges (
    incident    VARCHAR NOT NULL,  -- incidents.incident
    place       INTEGER NOT NULL,  -- 0, 1, 2 ... in the order in which they were made
    one         VARCHAR NOT NULL,  -- events.event
    other       VARCHAR NOT NULL,  -- events.event
    probability DOUBLE NOT NULL,   -- that the two groups are one; 1 where a reviewer said so
    reason      VARCHAR NOT NULL   -- in words
);

-- Of which records the incidents are. One row.
CREATE TABLE incident_state (
    state VARCHAR NOT NULL  -- hash over events and coders
);

-- Every actor that is referred to, once. Derived, so that it cannot fall out of step with the mentions;
-- the name is the one used most, the first in alphabetical order among equals.
CREATE VIEW actors AS
WITH names AS (
    SELECT actor, name, any_value(wikidata ORDER BY wikidata) AS wikidata, count(*) AS times
    FROM mention_actors GROUP BY actor, name
)
SELECT actor,
       first(name ORDER BY times DESC, name) AS name,
       any_value(wikidata ORDER BY wikidata) AS wikidata,
       sum(times)::INTEGER AS mentions
FROM names GROUP BY actor;

-- The parties of each event: one row for each event, role and actor. Mentions that nobody could be found
-- for keep a row of their own, with the words of the text as name.
CREATE VIEW event_parties AS
SELECT p.event, p.document, p.role, p.place, p.mention,
       coalesce(a.actor, 'unknown:' || p.document || ':' || p.mention) AS actor,
       coalesce(a.name, m.text) AS name,
       coalesce(a.code, '---') AS code,
       coalesce(a.sectors, []::VARCHAR[]) AS sectors,
       a.office, a.wikidata, m.text AS words
FROM event_actors p
JOIN mentions m ON m.document = p.document AND m.mention = p.mention
LEFT JOIN mention_actors a ON a.document = p.document AND a.mention = p.mention
QUALIFY row_number() OVER (
    PARTITION BY p.event, p.role, coalesce(a.actor, 'unknown:' || p.document || ':' || p.mention)
    ORDER BY p.place, a.place) = 1;

-- The view to start with: one row for each event and directed dyad, with all that belongs to it.
-- Compound parties are taken apart: everyone who acted with everyone acted upon. A reciprocal event stands
-- both ways. An event without a recipient has one row for each actor, with NULL for the recipient.
CREATE VIEW events_flat AS
SELECT e.event,
       CASE WHEN regexp_full_match(e.edtf, '\d{4}-\d{2}-\d{2}') THEN e.edtf END AS date,
       e.edtf, e.earliest, e.latest, e.date_basis,
       a.actor AS actor, a.name AS actor_name, a.code AS actor_code,
       a.sectors AS actor_sectors, a.office AS actor_office,
       a.wikidata AS actor_wikidata, a.words AS actor_words, a.place AS actor_place,
       r.actor AS recipient, r.name AS recipient_name, r.code AS recipient_code,
       r.sectors AS recipient_sectors, r.office AS recipient_office,
       r.wikidata AS recipient_wikidata, r.words AS recipient_words, r.place AS recipient_place,
       e.type, e.modes, e.contexts, e.modality, e.reciprocal, e.quad_code, e.event_scale, e.confidence,
       e.trigger, s.text, e.document, e.sentence, e.start_char, e.end_char,
       s.start_char AS sentence_start, s.end_char AS sentence_end,
       c.title, c.date AS document_date, c.source, c.url, c.path, c.coder
FROM events e
JOIN event_parties a ON a.event = e.event AND a.role = 'actor'
LEFT JOIN event_parties r
       ON r.event = e.event AND r.actor <> a.actor
      AND r.role = CASE WHEN e.reciprocal THEN 'actor' ELSE 'recipient' END
JOIN sentences s ON s.document = e.document AND s.sentence = e.sentence
JOIN documents c ON c.document = e.document;

-- Subjects that an event is about, each once, by the name that its document uses first.
CREATE VIEW event_subjects AS
SELECT a.event, a.subject, first(s.name ORDER BY s.place) AS name, first(s.kind ORDER BY s.place) AS kind
FROM event_about a JOIN subjects s ON s.document = a.document AND s.subject = a.subject
GROUP BY a.event, a.subject;

-- Positions with their holders: one row for each position and holder.
CREATE VIEW positions_flat AS
SELECT p.position, p.stance, p.object, p.subject, p.key, n.name AS subject_name,
       p.edtf, p.earliest, p.latest, p.date_basis, p.reason,
       coalesce(a.actor, 'unknown:' || p.document || ':' || p.holder) AS holder,
       coalesce(a.name, m.text) AS holder_name, coalesce(a.code, '---') AS holder_code,
       coalesce(a.sectors, []::VARCHAR[]) AS holder_sectors, a.office AS holder_office, m.text AS holder_words,
       p.confidence, s.text, p.document, p.sentence, p.start_char, p.end_char,
       c.title, c.date AS document_date, c.source, c.url, c.path, c.coder
FROM positions p
JOIN mentions m ON m.document = p.document AND m.mention = p.holder
LEFT JOIN mention_actors a ON a.document = p.document AND a.mention = p.holder
JOIN sentences s ON s.document = p.document AND s.sentence = p.sentence
JOIN documents c ON c.document = p.document
LEFT JOIN (SELECT document, subject, first(name ORDER BY place) AS name FROM subjects GROUP BY document, subject) n
       ON n.document = p.document AND n.subject = p.subject;

-- Subjects, once each, with how often and in how many documents they are named.
CREATE VIEW subjects_named AS
WITH names AS (SELECT subject, name, kind, count(*) AS times FROM subjects GROUP BY ALL)
SELECT n.subject,
       first(n.name ORDER BY n.times DESC, n.name) AS name,
       first(n.kind ORDER BY n.times DESC, n.kind) AS kind,
       sum(n.times)::INTEGER AS mentions,
       any_value(c.documents)::INTEGER AS documents
FROM names n
JOIN (SELECT subject, count(DISTINCT document) AS documents FROM subjects GROUP BY subject) c USING (subject)
GROUP BY n.subject;
