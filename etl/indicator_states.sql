-- Where a unit stands with an indicator, one row a year: the judgement of the document that counts first of those that
-- were there by the end of the year, and of its series the first that can be judged, else the first that is counted as
-- the target is. Of a document that came later nothing is told but the actuals.
INSERT INTO indicator_states BY NAME
WITH told AS (
    SELECT progress.*, documents.place, coalesce(documents.known_on > make_date(as_of_year, 12, 31), false) AS later
    FROM progress LEFT JOIN documents USING (document_id)
)
SELECT told.indicator_id, as_of_year, told.province_id,
       CASE WHEN NOT later THEN told.document_id END AS document_id,
       CASE WHEN later THEN 'no_target' ELSE reason END AS reason,
       CASE WHEN told.document_id IS NULL OR later THEN 'figure_only'
            WHEN status <> 'not_assessable' THEN status
            WHEN told.series IS NULL THEN 'promise_only'
            ELSE 'not_assessable' END AS state
FROM told LEFT JOIN series ON series.indicator_id = told.measured_indicator_id AND series.series = told.series
WHERE NOT (later AND told.series IS NULL)
QUALIFY row_number() OVER (
    PARTITION BY told.indicator_id, as_of_year, told.province_id
    ORDER BY later, place NULLS LAST, status = 'not_assessable', reason = 'measure_differs', series.rank, told.series
) = 1
ORDER BY told.indicator_id, as_of_year, told.province_id;
