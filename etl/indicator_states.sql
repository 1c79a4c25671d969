-- Where a unit stands with an indicator, one row a year: the judgement of the document that counts first, and of its
-- series the first that can be judged, else the first that is counted as the target is.
INSERT INTO indicator_states BY NAME
SELECT progress.indicator_id, as_of_year, progress.province_id, progress.document_id, reason,
       CASE WHEN progress.document_id IS NULL THEN 'figure_only'
            WHEN status <> 'not_assessable' THEN status
            WHEN progress.series IS NULL THEN 'promise_only'
            ELSE 'not_assessable' END AS state
FROM progress LEFT JOIN documents USING (document_id)
LEFT JOIN series ON series.indicator_id = progress.measured_indicator_id AND series.series = progress.series
QUALIFY row_number() OVER (
    PARTITION BY progress.indicator_id, as_of_year, progress.province_id
    ORDER BY documents.place NULLS LAST, status = 'not_assessable', reason = 'measure_differs', series.rank, progress.series
) = 1
ORDER BY progress.indicator_id, as_of_year, progress.province_id;
